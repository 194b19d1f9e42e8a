package dev.sluice.benchmarks.workload;

/** Sees a run from the outside. Its methods are called by the threads of the run, many at once. */
public interface Observer {

    /** The first event is about to be emitted; each lane calls it. */
    void emitting();

    /** @return what counts the outputs of one subtask (or thread), used by one thread at a time */
    Outputs outputs();

    /** Takes the outputs of one subtask. */
    interface Outputs {
        /**
         * @param key the key
         * @param value the sum or count
         * @param window the start of the window in epoch milliseconds; 0 if there are no windows
         */
        void add(long key, long value, long window);

        /** There may be no further output. Called often, so that it need not be asked of each output when it came. */
        void pause();
    }
}
