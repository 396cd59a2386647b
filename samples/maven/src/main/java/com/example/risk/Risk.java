package com.example.risk;

import java.util.Arrays;
import java.util.List;

/** Values portfolios of calls, by the class that the build makes of {@code portfolio.ad}. */
public final class Risk {

    /** So many calls with a strike and the years until they expire. */
    public record Position(double quantity, double strike, double years) {}

    /** The market of one share. */
    public record Market(double share, double volatility, double rate) {}

    /** What a portfolio is worth, how that moves with the market, and the price of each of its calls. */
    public record Report(double worth, double delta, double vega, double rho, List<Double> prices) {}

    private Risk() {}

    /** One pass forward and one back, whatever the size of the portfolio. */
    public static Report report(List<Position> positions, Market market) {
        Portfolio portfolio = new Portfolio(positions.size());
        portfolio
                .quantity(positions.stream().mapToDouble(Position::quantity).toArray())
                .K(positions.stream().mapToDouble(Position::strike).toArray())
                .T(positions.stream().mapToDouble(Position::years).toArray());

        double[] theta = new double[portfolio.parameters()];
        theta[portfolio.S()] = market.share();
        theta[portfolio.sigma()] = market.volatility();
        theta[portfolio.r()] = market.rate();
        double[] g = new double[portfolio.parameters()];
        double worth = portfolio.valueAndGradient(theta, g);

        List<Double> prices = Arrays.stream(portfolio.price()).boxed().toList();
        return new Report(worth, g[portfolio.S()], g[portfolio.sigma()], g[portfolio.r()], prices);
    }
}
