package dev.adjoint.interpret;

/** A formula made ready for evaluation at certain sizes. */
interface Formula {

    Array at(Evaluation run);

    /** The value of a formula that is a scalar. */
    default Dual number(Evaluation run) {
        return at(run).get(0);
    }

    /** A formula that is a scalar. */
    interface Scalar extends Formula {

        @Override
        Dual number(Evaluation run);

        @Override
        default Array at(Evaluation run) {
            return Array.of(number(run));
        }
    }
}
