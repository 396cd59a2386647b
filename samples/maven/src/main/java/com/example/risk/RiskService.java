package com.example.risk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;

/**
 * Answers {@code /risk?share=104.5&volatility=0.22&rate=0.025&position=10,95,0.25&position=-5,100,0.5} in JSON: what the
 * portfolio is worth, and its sensitivities.
 */
public final class RiskService {

    private static final int PORT = 8080;

    private RiskService() {}

    /** Serves at the port that is given, or at 8080. */
    public static void main(String[] args) throws IOException {
        HttpServer server = start(args.length > 0 ? Integer.parseInt(args[0]) : PORT);
        System.out.println("http://localhost:" + server.getAddress().getPort() + "/risk?share=100&position=10,95,0.25");
    }

    static HttpServer start(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", port), 0);
        server.createContext("/risk", RiskService::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        int status = 200;
        String json;
        try {
            json = json(exchange.getRequestURI().getQuery());
        } catch (IllegalArgumentException wrong) {
            status = 400;
            json = "{\"error\": \"share=, volatility=, rate= take a number, position= takes quantity,strike,years\"}";
        }
        byte[] bytes = (json + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String json(String query) {
        double share = 100;
        double volatility = 0.2;
        double rate = 0.03;
        List<Risk.Position> positions = new ArrayList<>();
        for (String part : query == null ? new String[0] : query.split("&")) {
            String[] pair = part.split("=", 2);
            String value = pair.length == 2 ? pair[1] : "";
            switch (pair[0]) {
                case "share" -> share = Double.parseDouble(value);
                case "volatility" -> volatility = Double.parseDouble(value);
                case "rate" -> rate = Double.parseDouble(value);
                case "position" -> positions.add(position(value));
                default -> throw new IllegalArgumentException(pair[0]);
            }
        }
        if (positions.isEmpty()) {
            throw new IllegalArgumentException("no position");
        }
        Risk.Report report = Risk.report(positions, new Risk.Market(share, volatility, rate));
        return String.format(
                Locale.ROOT,
                "{\"worth\": %.6f, \"delta\": %.6f, \"vega\": %.6f, \"rho\": %.6f}",
                report.worth(),
                report.delta(),
                report.vega(),
                report.rho());
    }

    private static Risk.Position position(String text) {
        String[] numbers = text.split(",");
        if (numbers.length != 3) {
            throw new IllegalArgumentException(text);
        }
        return new Risk.Position(
                Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]), Double.parseDouble(numbers[2]));
    }
}
