package dev.sluice.examples.sets;

/**
 * A list as it was at some moment.
 *
 * @param list which
 * @param size how many elements it had
 * @param last whether no more elements could come
 * @param elements in the order in which they were appended, {@code PRODUCER:NUMBER} each, with spaces between
 */
record ListRead(int list, int size, boolean last, String elements) {
    static final String HEADER = "list,size,last,elements";
}
