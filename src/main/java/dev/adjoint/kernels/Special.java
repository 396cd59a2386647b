package dev.adjoint.kernels;

/** The special functions, to a few units in the last place. */
public final class Special {

    private Special() {}

    /**
     * The error function. Near 0, and from 0.84375 on, by rational approximations of S. Moshier and SunPro's FDLIBM,
     * s_erf.c, 1993.
     */
    public static double erf(double x) {
        double a = Math.abs(x);
        if (a < 0.84375) {
            return x + x * erfNearZero(x * x);
        }
        if (a >= 6) {
            return Double.isNaN(x) ? x : Math.signum(x);
        }
        return Math.copySign(a < 1.25 ? 0.8450629115104675 + erfNearOne(a - 1) : 1 - erfcTail(a), x);
    }

    /** The complement of the error function, 1 - erf(x), without the cancellation for large x. */
    public static double erfc(double x) {
        double a = Math.abs(x);
        if (a < 0.84375) {
            double rest = x * erfNearZero(x * x);
            return x < 0.25 ? 1 - (x + rest) : 0.5 - (x - 0.5 + rest);
        }
        if (a < 1.25) {
            double rest = erfNearOne(a - 1);
            return x > 0 ? 1 - 0.8450629115104675 - rest : 1 + (0.8450629115104675 + rest);
        }
        if (a < 28) {
            return x > 0 ? erfcTail(a) : 2 - erfcTail(a);
        }
        return Double.isNaN(x) ? x : x > 0 ? 0 : 2;
    }

    /** erf(x)/x - 1 for x * x = z below 0.84375^2. */
    private static double erfNearZero(double z) {
        double p = -2.3763016656650163e-5;
        p = p * z - 0.005770270296489442;
        p = p * z - 0.02848174957559851;
        p = p * z - 0.3250421072470015;
        p = p * z + 0.12837916709551256;
        double q = -3.960228278775368e-6;
        q = q * z + 0.00013249473800432164;
        q = q * z + 0.005081306281875766;
        q = q * z + 0.0650222499887673;
        q = q * z + 0.39791722395915535;
        return p / (q * z + 1);
    }

    /** erf(1 + s) - 0.845... for s between -0.15625 and 0.25. */
    private static double erfNearOne(double s) {
        double p = -0.002166375594868791;
        p = p * s + 0.035478304325618236;
        p = p * s - 0.11089469428239668;
        p = p * s + 0.31834661990116175;
        p = p * s - 0.3722078760357013;
        p = p * s + 0.41485611868374833;
        p = p * s - 0.0023621185607526594;
        double q = 0.011984499846799107;
        q = q * s + 0.01363708391202905;
        q = q * s + 0.12617121980876164;
        q = q * s + 0.07182865441419627;
        q = q * s + 0.540397917702171;
        q = q * s + 0.10642088040084423;
        return p / (q * s + 1);
    }

    /** erfc(a) for a from 1.25 on: exp(-a^2 - 0.5625 + r(1/a^2))/a. */
    private static double erfcTail(double a) {
        double s = 1 / (a * a);
        double r = a < 1 / 0.35 ? erfcMiddle(s) : erfcFar(s);
        // The square of z is exact, so that exp makes its error of a small number.
        double z = Double.longBitsToDouble(Double.doubleToLongBits(a) & 0xffffffff00000000L);
        return Math.exp(-z * z - 0.5625) * Math.exp((z - a) * (z + a) + r) / a;
    }

    /** log(a * exp(a^2) * erfc(a)) + 0.5625 for 1/a^2 = s, a from 1.25 to 1/0.35. */
    private static double erfcMiddle(double s) {
        double p = -9.814329344169145;
        p = p * s - 81.2874355063066;
        p = p * s - 184.60509290671104;
        p = p * s - 162.39666946257347;
        p = p * s - 62.375332450326006;
        p = p * s - 10.558626225323291;
        p = p * s - 0.6938585727071818;
        p = p * s - 0.009864944034847148;
        double q = -0.0604244152148581;
        q = q * s + 6.570249770319282;
        q = q * s + 108.63500554177944;
        q = q * s + 429.00814002756783;
        q = q * s + 645.3872717332679;
        q = q * s + 434.56587747522923;
        q = q * s + 137.65775414351904;
        q = q * s + 19.651271667439257;
        return p / (q * s + 1);
    }

    /** The same for a from 1/0.35 to 28. */
    private static double erfcFar(double s) {
        double p = -483.5191916086514;
        p = p * s - 1025.0951316110772;
        p = p * s - 637.5664433683896;
        p = p * s - 160.63638485582192;
        p = p * s - 17.757954917754752;
        p = p * s - 0.799283237680523;
        p = p * s - 0.0098649429247001;
        double q = -22.44095244658582;
        q = q * s + 474.52854120695537;
        q = q * s + 2553.0504064331644;
        q = q * s + 3199.8582195085955;
        q = q * s + 1536.729586084437;
        q = q * s + 325.7925129965739;
        q = q * s + 30.33806074348246;
        return p / (q * s + 1);
    }

    /**
     * log|Gamma(x)|; infinite at 0, -1, -2 and so on. Between 1 and 3 it is (x - 1)(x - 2) times a rational function, which
     * keeps the zeros; from there the recurrence leads upwards and downwards, then Stirling's series and the reflection
     * take over: NIST Digital Library of Mathematical Functions, 5.5.1, 5.5.3 and 5.11.1.
     */
    public static double lgamma(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        if (x < 1) {
            return x == Math.floor(x) ? Double.POSITIVE_INFINITY : x > -40 ? lgammaBelow(x) : lgammaReflected(x);
        }
        if (x < 10) {
            double y = x;
            double product = 1;
            while (y >= 3) {
                y -= 1;
                product *= y;
            }
            return lgammaNearTwo(y - 2) + Math.log(product);
        }
        return lgammaStirling(x);
    }

    /** lgamma(2 + f) for f between -1 and 1. */
    private static double lgammaNearTwo(double f) {
        return f * (f + 1) * (f < 0 ? lgammaLower(f + 1) : lgammaUpper(f));
    }

    /** lgamma(1 + u)/(u(u - 1)) for u between 0 and 1, by interpolation at Chebyshev's points. */
    private static double lgammaLower(double u) {
        double p = 1.5541537678933775e-5;
        p = p * u + 0.004057824720597832;
        p = p * u + 0.07919319903026166;
        p = p * u + 0.4881110979652391;
        p = p * u + 1.256904785558402;
        p = p * u + 1.4168440382730387;
        p = p * u + 0.5772156649015329;
        double q = 0.0011776347614992106;
        q = q * u + 0.03967954948997819;
        q = q * u + 0.3884668373817348;
        q = q * u + 1.600338546605783;
        q = q * u + 3.1317117280829274;
        q = q * u + 2.8795050236191093;
        return p / (q * u + 1);
    }

    /** lgamma(2 + f)/(f(f + 1)) for f between 0 and 1, by interpolation at Chebyshev's points. */
    private static double lgammaUpper(double f) {
        double p = 4.161857691680252e-5;
        p = p * f + 0.0024514922960283845;
        p = p * f + 0.036393679844915504;
        p = p * f + 0.20769658362339666;
        p = p * f + 0.4983270925484895;
        p = p * f + 0.42278433509846713;
        double q = 8.64278379425095e-6;
        q = q * f + 0.0008806028486039453;
        q = q * f + 0.02039365564187154;
        q = q * f + 0.18275244392632875;
        q = q * f + 0.7492627603731257;
        q = q * f + 1.4159568946267087;
        return p / (q * f + 1);
    }

    /** lgamma(x) for x from 10 on. */
    private static double lgammaStirling(double x) {
        double z = 1 / (x * x);
        double p = 0.00641025641025641;
        p = p * z - 0.0019175269175269176;
        p = p * z + 0.0008417508417508417;
        p = p * z - 0.0005952380952380953;
        p = p * z + 0.0007936507936507937;
        p = p * z - 0.002777777777777778;
        p = p * z + 0.08333333333333333;
        return (x - 0.5) * (Math.log(x) - 1) + (0.4189385332046727 + p / x);
    }

    /** lgamma(x) for x between -40 and 1. Near its zeros the product x(x + 1)... is near 1 and needs more than 53 bits. */
    private static double lgammaBelow(double x) {
        double steps = -Math.floor(x);
        double high = x;
        double low = 0;
        for (int k = 1; k <= steps; k++) {
            double factor = x + k;
            double product = high * factor;
            low = Math.fma(high, factor, -product) + low * factor;
            high = product;
        }
        return lgammaNearTwo(x + steps - 1) - low / high - Math.log(Math.abs(high));
    }

    /** lgamma(x) for x below -40 that is not whole. */
    private static double lgammaReflected(double x) {
        double sine = Math.sin(Math.PI * Math.abs(x - Math.rint(x)));
        return Math.log(Math.PI / (-x * sine)) - lgammaStirling(-x);
    }

    /**
     * The derivative of lgamma. NaN at -1, -2 and so on, where the sides differ; at 0 the sign of the zero tells the side.
     * Between 1 and 2 it is x less its zero there, times a rational function; from there the recurrence leads upwards, then
     * the asymptotic series takes over: NIST Digital Library of Mathematical Functions, 5.5.2 and 5.11.2.
     */
    public static double digamma(double x) {
        if (x <= 0) {
            return x == 0 ? -1 / x : x == Math.floor(x) ? Double.NaN : digammaReflected(x);
        }
        if (x < 1) {
            return digammaMiddle(x) - 1 / x;
        }
        if (x < 10) {
            double y = x;
            double sum = 0;
            while (y >= 2) {
                y -= 1;
                sum += 1 / y;
            }
            return sum + digammaMiddle(y - 1);
        }
        return Math.log(x) - digammaRest(x);
    }

    /** digamma(1 + u) for u between 0 and 1, by interpolation at Chebyshev's points. */
    private static double digammaMiddle(double u) {
        double p = 1.0894678528383955e-6;
        p = p * u + 0.0005811135063985677;
        p = p * u + 0.01996408274151926;
        p = p * u + 0.21631407251432455;
        p = p * u + 0.9711327526262392;
        p = p * u + 1.8675925104074453;
        p = p * u + 1.2503801375034054;
        double q = 0.00012043151172286901;
        q = q * u + 0.006100975692434821;
        q = q * u + 0.09111902253303285;
        q = q * u + 0.5710455727133128;
        q = q * u + 1.6630736963665909;
        q = q * u + 2.1771665986671342;
        return (u - 0.46163214496836236 + 1.5522348162858677e-17) * (p / (q * u + 1));
    }

    /** log(x) - digamma(x) for x from 10 on. */
    private static double digammaRest(double x) {
        double z = 1 / (x * x);
        double p = -0.4432598039215686;
        p = p * z + 0.08333333333333333;
        p = p * z - 0.021092796092796094;
        p = p * z + 0.007575757575757576;
        p = p * z - 0.004166666666666667;
        p = p * z + 0.003968253968253968;
        p = p * z - 0.008333333333333333;
        p = p * z + 0.08333333333333333;
        return 0.5 / x + p * z;
    }

    /**
     * digamma(x) for x below 0 that is not whole, as digamma(1 - x) - pi cot(pi x). Both may be large where the difference is
     * small, so they are kept in two parts.
     */
    private static double digammaReflected(double x) {
        double t = x - Math.rint(x);
        double pole = 1 / t;
        double poleRest = Math.fma(-pole, t, 1) / t;
        double y = 1 - x;
        if (y < 10) {
            return digamma(y) - pole + (cotangentRest(t) - poleRest);
        }
        int exponent = Math.getExponent(y * 0.75);
        double log = Math.log(Math.scalb(y, -exponent)) + exponent * 1.9082149292705877e-10;
        double rest = log - digammaRest(y) + (cotangentRest(t) - poleRest);
        return exponent * 0.6931471803691238 - pole + rest;
    }

    /** 1/t - pi cot(pi t) for t between -0.5 and 0.5: 2 zeta(2) t + 2 zeta(4) t^3 + ..., the poles at -1 and 1 apart. */
    private static double cotangentRest(double t) {
        double z = t * t;
        double p = 7.450668049576915e-9;
        p = p * z + 2.9803109656730085e-8;
        p = p * z + 1.1921637810251896e-7;
        p = p * z + 4.76901005455466e-7;
        p = p * z + 1.9079240677455924e-6;
        p = p * z + 7.63458652999968e-6;
        p = p * z + 3.056451881730374e-5;
        p = p * z + 0.00012249627011740966;
        p = p * z + 0.0004921731066160966;
        p = p * z + 0.0019891502556361705;
        p = p * z + 0.00815471239588868;
        p = p * z + 0.03468612396889828;
        p = p * z + 0.16464646742227637;
        p = p * z + 1.2898681336964528;
        return t * (p + 2 / (1 - z));
    }

    /**
     * The n-th derivative of digamma, for n = 0, 1, 2 and so on. At 0, -1, -2 and so on it is infinite for odd n; for even n the
     * sides differ, and it is NaN, at 0 an infinity by the sign of the zero. For x above 0 it is n! times Hurwitz's zeta function
     * of n + 1, up to the sign; below 0 the poles on both sides are summed in the same way.
     */
    public static double polygamma(double n, double x) {
        if (!(n >= 0) || n != Math.rint(n) || Double.isNaN(x) || x == Double.NEGATIVE_INFINITY) {
            return Double.NaN;
        }
        boolean odd = n % 2 == 1;
        if (n == 0) {
            return digamma(x);
        }
        if (x > 0) {
            return odd ? zeta(n, x) : -zeta(n, x);
        }
        double t = x - Math.rint(x);
        if (t == 0) {
            return odd ? Double.POSITIVE_INFINITY : x == 0 ? -1 / x : Double.NaN;
        }
        double a = Math.abs(t);
        if (odd) {
            return zeta(n, a) + zeta(n, 1 - a) - zeta(n, 1 - x);
        }
        return -Math.copySign(zetaGap(n, a), t) - zeta(n, 1 - x);
    }

    /** n! times the sum of (x + k)^-(n + 1) over k from 0 on, for x above 0. */
    private static double zeta(double n, double x) {
        double enough = 12 + 2 * n;
        if (x >= enough) {
            return factorialOverPower(n, x) * (1 / n + zetaRest(n, x) / x);
        }
        double sum = 1;
        double lost = 0;
        double term = 1;
        double y = x;
        for (int k = 1; y < enough && term > 1e-18 * sum; k++) {
            y = x + k;
            term = zetaTerm(n + 1, x, k);
            if (y >= enough) {
                term *= y / n + zetaRest(n, y);
            }
            double more = sum + term;
            lost += sum - more + term;
            sum = more;
        }
        return factorialOverPower(n, x) * ((sum + lost) / x);
    }

    /** (x/(x + k))^m. The quotient is rounded, and so is x + k, which the power makes m times as bad. */
    private static double zetaTerm(double m, double x, double k) {
        double y = x + k;
        double back = y - x;
        double rest = x - (y - back) + (k - back);
        double quotient = x / y;
        double error = Math.fma(-quotient, y, x) - quotient * rest;
        return Math.pow(quotient, m) * (1 + m * error / x);
    }

    /**
     * y^(n + 1) times the sum of (y + k)^-(n + 1) over k from 0 on, less y/n, for large y: Euler and Maclaurin's series with
     * Bernoulli's numbers, NIST Digital Library of Mathematical Functions, 25.11.43.
     */
    private static double zetaRest(double n, double y) {
        double z = 1 / (y * y);
        double p = -2.174868698558062e-16;
        p = p * z * (n + 18) * (n + 19) + 8.586062056277845e-15;
        p = p * z * (n + 16) * (n + 17) - 3.3896802963225827e-13;
        p = p * z * (n + 14) * (n + 15) + 1.3382536530684679e-11;
        p = p * z * (n + 12) * (n + 13) - 5.284190138687493e-10;
        p = p * z * (n + 10) * (n + 11) + 2.08767569878681e-8;
        p = p * z * (n + 8) * (n + 9) - 8.267195767195768e-7;
        p = p * z * (n + 6) * (n + 7) + 3.306878306878307e-5;
        p = p * z * (n + 4) * (n + 5) - 0.001388888888888889;
        p = p * z * (n + 2) * (n + 3) + 0.08333333333333333;
        return 0.5 + p * (n + 1) / y;
    }

    /** n!/x^n. */
    private static double factorialOverPower(double n, double x) {
        double high = 1;
        double low = 0;
        for (int k = 1; k <= n && high > 0 && high < Double.POSITIVE_INFINITY; k++) {
            double product = high * k;
            double rest = Math.fma(high, k, -product) + low * k;
            high = product / x;
            low = (Math.fma(-high, x, product) + rest) / x;
        }
        return Math.abs(low) < high ? high + low : high;
    }

    /**
     * n! times the sum of (a + k)^-(n + 1) - (1 - a + k)^-(n + 1) over k from 0 on, for a up to 0.5, where the terms and
     * the sum are 0.
     */
    private static double zetaGap(double n, double a) {
        double gap = 1 - 2 * a;
        double m = n + 1;
        double sum = 0;
        double term = 1;
        int count = 0;
        while (count < 12 + 2 * n && term > 1e-18 * sum) {
            term = zetaTerm(m, a, count) * -Math.expm1(-m * Math.log1p(gap / (a + count)));
            sum += term;
            count++;
        }
        double y = a + count;
        double b = y + gap;
        double tail = Math.pow(a / y, m) * (y / n + zetaRest(n, y)) - Math.pow(a / b, m) * (b / n + zetaRest(n, b));
        return factorialOverPower(n, a) * ((sum + tail) / a);
    }
}
