package dev.sluice.api.window;

import dev.sluice.api.function.LongAggregateFunction;
import dev.sluice.api.function.ToLong;

/** The aggregates that fit in one {@code long}. */
final class LongAggregates {
    private LongAggregates() {}

    static final class Count<T> implements LongAggregateFunction<T> {
        @Override
        public long initial() {
            return 0;
        }

        @Override
        public long addLong(T record, long accumulator) {
            return accumulator + 1;
        }

        @Override
        public long mergeLong(long left, long right) {
            return left + right;
        }
    }

    static final class Sum<T> implements LongAggregateFunction<T> {
        private final ToLong<? super T> number;

        Sum(ToLong<? super T> number) {
            this.number = number;
        }

        @Override
        public long initial() {
            return 0;
        }

        @Override
        public long addLong(T record, long accumulator) {
            return accumulator + number.apply(record);
        }

        @Override
        public long mergeLong(long left, long right) {
            return left + right;
        }
    }
}
