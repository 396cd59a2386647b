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
}
