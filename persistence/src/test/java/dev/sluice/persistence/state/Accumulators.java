package dev.sluice.persistence.state;

/** Accumulators that fit into rows, that do not, and that do at first. */
final class Accumulators {
    private Accumulators() {}

    /** What every accumulator here can do. */
    interface Counter {
        /** Counts one more, in place if it can. */
        Counter plus(int count);
    }

    /** Fits into a row, with a field of every primitive type. */
    static class Tally implements Counter {
        private long sum;
        private int last = -1;
        private short small;
        private byte tiny;
        private char letter = 'a';
        private boolean odd;
        private float half;
        private double third;

        @Override
        public Counter plus(int count) {
            sum += count;
            last = -count;
            small = (short) -count;
            tiny = (byte) count;
            letter++;
            odd = !odd;
            half = -count / 2f;
            third = count / 3.0;
            return this;
        }

        @Override
        public String toString() {
            return sum + " " + last + " " + small + " " + tiny + " " + letter + " " + odd + " " + half + " " + third;
        }
    }

    /** Fits into a row and cannot change. */
    record Average(int count, double sum) implements Counter {
        @Override
        public Counter plus(int more) {
            return new Average(count + 1, sum + more);
        }
    }

    /** Fits, but from time to time becomes what does not. */
    static final class Shape extends Tally {
        @Override
        public Counter plus(int count) {
            return count % 11 == 0 ? new Named("n" + count) : super.plus(count);
        }
    }

    /** Does not fit. */
    record Named(String name) implements Counter {
        @Override
        public Counter plus(int count) {
            return new Named(name + count);
        }
    }
}
