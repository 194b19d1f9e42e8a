package dev.sluice.persistence.contents;

/**
 * One state of an operator, over all its subtasks.
 *
 * @param name its name; what operators keep by themselves begins with {@code $}
 * @param keyed whether it is kept by key
 * @param entries how many there are: of keyed state one for each key and, where it is kept by window, each slice
 * @param keyGroups in how many key groups, 0 if it is not keyed
 * @param bytes how many they are, uncompressed
 */
public record StateContents(String name, boolean keyed, long entries, int keyGroups, long bytes) {}
