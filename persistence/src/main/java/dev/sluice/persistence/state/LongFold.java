package dev.sluice.persistence.state;

/** What {@link KeyedLongs#fold} does with each record. */
@FunctionalInterface
public interface LongFold {

    /**
     * @param place the record's
     * @param before the value of its key
     * @return the new value
     * @throws Exception ends the fold; no others are folded
     */
    long apply(int place, long before) throws Exception;
}
