package dev.adjoint.bench;

/**
 * Bundle adjustment by hand: the errors of the observations and the 14 derivatives of each that are not zero: for the
 * camera's rotation, centre, focal length, one side of the principal point and distortion, for the point and the weight. theta is cams[C,11], X[P,3], w[N].
 */
final class HandBundle {

    private static final int ROW = 14;

    private final int cameras;
    private final int points;
    private final double[] rotated = new double[3];
    private final double[] turn = new double[9];
    private final double[] matrix = new double[9];

    HandBundle(int cameras, int points) {
        this.cameras = cameras;
        this.points = points;
    }

    /** Writes the errors, and their derivatives by rows. */
    void errors(double[] theta, int[] camera, int[] point, double[] feat, double[] e, double[] out) {
        int x = 11 * cameras;
        int w = x + 3 * points;
        for (int n = 0; n < camera.length; n++) {
            error(theta, 11 * camera[n], x + 3 * point[n], theta[w + n], feat, n, e, out);
        }
    }

    /** Writes how far each squared weight is from 1, and the derivatives for the weight. */
    void weights(double[] theta, double[] off, double[] out) {
        int w = 11 * cameras + 3 * points;
        for (int n = 0; n < off.length; n++) {
            off[n] = 1 - theta[w + n] * theta[w + n];
            out[n] = -2 * theta[w + n];
        }
    }

    private void error(double[] theta, int cam, int x, double w, double[] feat, int n, double[] e, double[] out) {
        rotate(
                theta[cam],
                theta[cam + 1],
                theta[cam + 2],
                theta[x] - theta[cam + 3],
                theta[x + 1] - theta[cam + 4],
                theta[x + 2] - theta[cam + 5]);
        double m0 = rotated[0] / rotated[2];
        double m1 = rotated[1] / rotated[2];
        double f = theta[cam + 6];
        double k1 = theta[cam + 9];
        double k2 = theta[cam + 10];
        double r2 = m0 * m0 + m1 * m1;
        double lens = 1 + k1 * r2 + k2 * r2 * r2;
        double off0 = f * lens * m0 + theta[cam + 7] - feat[2 * n];
        double off1 = f * lens * m1 + theta[cam + 8] - feat[2 * n + 1];
        e[2 * n] = w * off0;
        e[2 * n + 1] = w * off1;
        int row0 = 2 * n * ROW;
        int row1 = row0 + ROW;
        double bend = 2 * (k1 + 2 * k2 * r2);
        double wf = w * f;
        for (int k = 0; k < 3; k++) {
            double z = turn[6 + k] / rotated[2];
            double dm0 = turn[k] / rotated[2] - m0 * z;
            double dm1 = turn[3 + k] / rotated[2] - m1 * z;
            double dlens = bend * (m0 * dm0 + m1 * dm1);
            out[row0 + k] = wf * (lens * dm0 + m0 * dlens);
            out[row1 + k] = wf * (lens * dm1 + m1 * dlens);
            z = matrix[6 + k] / rotated[2];
            dm0 = matrix[k] / rotated[2] - m0 * z;
            dm1 = matrix[3 + k] / rotated[2] - m1 * z;
            dlens = bend * (m0 * dm0 + m1 * dm1);
            double d0 = wf * (lens * dm0 + m0 * dlens);
            double d1 = wf * (lens * dm1 + m1 * dlens);
            out[row0 + 3 + k] = -d0;
            out[row1 + 3 + k] = -d1;
            out[row0 + 10 + k] = d0;
            out[row1 + 10 + k] = d1;
        }
        out[row0 + 6] = w * lens * m0;
        out[row1 + 6] = w * lens * m1;
        out[row0 + 7] = w;
        out[row1 + 7] = w;
        out[row0 + 8] = wf * r2 * m0;
        out[row1 + 8] = wf * r2 * m1;
        out[row0 + 9] = wf * r2 * r2 * m0;
        out[row1 + 9] = wf * r2 * r2 * m1;
        out[row0 + 13] = off0;
        out[row1 + 13] = off1;
    }

    /**
     * Rodrigues' rotation of v by r, which is not zero: leaves the vector, its derivatives for v (the rotation's matrix) and for r, both
     * by rows.
     */
    private void rotate(double r0, double r1, double r2, double v0, double v1, double v2) {
        double theta = Math.sqrt(r0 * r0 + r1 * r1 + r2 * r2);
        double inverse = 1 / theta;
        double cos = Math.cos(theta);
        double sin = Math.sin(theta);
        double u0 = r0 * inverse;
        double u1 = r1 * inverse;
        double u2 = r2 * inverse;
        double c0 = u1 * v2 - u2 * v1;
        double c1 = u2 * v0 - u0 * v2;
        double c2 = u0 * v1 - u1 * v0;
        double along = u0 * v0 + u1 * v1 + u2 * v2;
        double rest = 1 - cos;
        rotated[0] = v0 * cos + c0 * sin + u0 * along * rest;
        rotated[1] = v1 * cos + c1 * sin + u1 * along * rest;
        rotated[2] = v2 * cos + c2 * sin + u2 * along * rest;
        matrix[0] = cos + rest * u0 * u0;
        matrix[1] = rest * u0 * u1 - sin * u2;
        matrix[2] = rest * u0 * u2 + sin * u1;
        matrix[3] = rest * u0 * u1 + sin * u2;
        matrix[4] = cos + rest * u1 * u1;
        matrix[5] = rest * u1 * u2 - sin * u0;
        matrix[6] = rest * u0 * u2 - sin * u1;
        matrix[7] = rest * u1 * u2 + sin * u0;
        matrix[8] = cos + rest * u2 * u2;
        // How the vector moves with the angle; with the axis it moves along the rest of r.
        double a0 = c0 * cos - v0 * sin + u0 * along * sin;
        double a1 = c1 * cos - v1 * sin + u1 * along * sin;
        double a2 = c2 * cos - v2 * sin + u2 * along * sin;
        turn(0, u0, inverse, sin, rest, along, u0, u1, u2, v0, v1, v2, a0, a1, a2);
        turn(1, u1, inverse, sin, rest, along, u0, u1, u2, v0, v1, v2, a0, a1, a2);
        turn(2, u2, inverse, sin, rest, along, u0, u1, u2, v0, v1, v2, a0, a1, a2);
    }

    private void turn(
            int k,
            double uk,
            double inverse,
            double sin,
            double rest,
            double along,
            double u0,
            double u1,
            double u2,
            double v0,
            double v1,
            double v2,
            double a0,
            double a1,
            double a2) {
        double d0 = ((k == 0 ? 1 : 0) - u0 * uk) * inverse;
        double d1 = ((k == 1 ? 1 : 0) - u1 * uk) * inverse;
        double d2 = ((k == 2 ? 1 : 0) - u2 * uk) * inverse;
        double dalong = d0 * v0 + d1 * v1 + d2 * v2;
        turn[k] = a0 * uk + (d1 * v2 - d2 * v1) * sin + (d0 * along + u0 * dalong) * rest;
        turn[3 + k] = a1 * uk + (d2 * v0 - d0 * v2) * sin + (d1 * along + u1 * dalong) * rest;
        turn[6 + k] = a2 * uk + (d0 * v1 - d1 * v0) * sin + (d2 * along + u2 * dalong) * rest;
    }
}
