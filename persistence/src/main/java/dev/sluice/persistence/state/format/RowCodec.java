package dev.sluice.persistence.state.format;

/** Moves an accumulator's fields to a row and back. */
public interface RowCodec {

    /**
     * @param scratch an object of the accumulators' class that may be changed and returned
     * @param rows where the row is
     * @param at the place of its first field
     * @return the accumulator
     */
    Object load(Object scratch, long[] rows, int at);

    /**
     * @param accumulator of exactly the class that the codec is for
     * @param rows where the row is
     * @param at the place of its first field
     */
    void store(Object accumulator, long[] rows, int at);
}
