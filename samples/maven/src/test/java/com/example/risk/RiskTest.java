package com.example.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RiskTest {

    private static final Risk.Market MARKET = new Risk.Market(100, 0.2, 0.05);

    /** The call of many textbooks: 10.4506, with a delta of 0.6368, a vega of 37.52 and a rho of 53.23. */
    @Test
    void oneCall() {
        Risk.Report report = Risk.report(List.of(new Risk.Position(1, 100, 1)), MARKET);
        assertEquals(10.4506, report.worth(), 1e-4);
        assertEquals(0.6368, report.delta(), 1e-4);
        assertEquals(37.5240, report.vega(), 1e-4);
        assertEquals(53.2325, report.rho(), 1e-4);
    }

    @Test
    void aPortfolioIsTheSumOfItsPositions() {
        Risk.Position one = new Risk.Position(10, 95, 0.25);
        Risk.Position other = new Risk.Position(-5, 110, 0.5);
        Risk.Report both = Risk.report(List.of(one, other), MARKET);
        double apart = Risk.report(List.of(one), MARKET).vega()
                + Risk.report(List.of(other), MARKET).vega();
        assertEquals(apart, both.vega(), 1e-9);
        assertEquals(10 * both.prices().get(0) - 5 * both.prices().get(1), both.worth(), 1e-9);
    }

    @Test
    void overHttp() throws Exception {
        HttpServer server = RiskService.start(0);
        try {
            String at = "http://localhost:" + server.getAddress().getPort() + "/risk";
            HttpResponse<String> good = get(at + "?share=100&volatility=0.2&rate=0.05&position=1,100,1");
            assertEquals(200, good.statusCode());
            assertTrue(good.body().startsWith("{\"worth\": 10.450584, \"delta\": 0.636831"), good.body());
            assertEquals(400, get(at + "?share=ten").statusCode());
        } finally {
            server.stop(0);
        }
    }

    private static HttpResponse<String> get(String uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
