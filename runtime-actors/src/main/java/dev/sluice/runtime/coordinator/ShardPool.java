package dev.sluice.runtime.coordinator;

import dev.sluice.runtime.protocol.KeeperId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which node each shard belongs to, and which run uses it. A node is given some shards when it comes, and more when few
 * of them are free; they stay its own until it is gone, so moving a subtask means choosing another shard for it and
 * disturbs nobody else. Not thread-safe.
 */
final class ShardPool {
    /** How many shards a node gets at a time. */
    static final int BLOCK = 32;
    /** With fewer free ones than this it gets more. */
    private static final int FEW = 16;

    /** A shard's node, and since when (epoch milliseconds): others need a moment to hear of it. */
    private record Home(String node, long since) {}

    private record Use(int shard, int weight) {}

    private final long settleMillis;
    private final Map<Integer, Home> homes = new TreeMap<>();
    private final Map<String, List<Use>> uses = new HashMap<>();
    private final Set<String> nodes = new HashSet<>();
    private final Set<String> avoided = new HashSet<>();

    /** @param settleMillis after which a shard's node is known everywhere */
    ShardPool(long settleMillis) {
        this.settleMillis = settleMillis;
    }

    /** What is known from before. */
    void restore(Map<Integer, String> known) {
        known.forEach((shard, node) -> homes.put(shard, new Home(node, Long.MIN_VALUE / 2)));
    }

    /** A node has come. */
    void join(String node) {
        nodes.add(node);
        avoided.remove(node);
    }

    /** A node is gone; its shards belong to nobody. */
    void leave(String node) {
        nodes.remove(node);
        avoided.remove(node);
        homes.values().removeIf(home -> home.node().equals(node));
    }

    /** Nothing new for this node: it is about to leave. */
    void avoid(String node) {
        avoided.add(node);
    }

    boolean hasRoom() {
        return nodes.stream().anyMatch(node -> !avoided.contains(node));
    }

    Optional<String> nodeOf(int shard) {
        Home home = homes.get(shard);
        return home == null || !nodes.contains(home.node()) ? Optional.empty() : Optional.of(home.node());
    }

    void occupy(String run, List<Integer> weights, List<Integer> shards) {
        uses.put(
                run,
                IntStream.range(0, Math.min(weights.size(), shards.size()))
                        .mapToObj(slot -> new Use(shards.get(slot), weights.get(slot)))
                        .toList());
    }

    void release(String run) {
        uses.remove(run);
    }

    /**
     * Gives nodes the shards they lack.
     *
     * @return the shards that have changed hands, with their nodes
     */
    Map<Integer, String> supply(long now) {
        homes.values().removeIf(home -> !nodes.contains(home.node()));
        Map<Integer, Integer> load = loadByShard();
        Map<Integer, String> given = new TreeMap<>();
        for (String node : nodes.stream().sorted().toList()) {
            long free = homes.entrySet().stream()
                    .filter(entry -> entry.getValue().node().equals(node) && !load.containsKey(entry.getKey()))
                    .count();
            for (int shard = 0, more = free < FEW ? BLOCK : 0; shard < KeeperId.SHARDS && more > 0; shard++) {
                if (!homes.containsKey(shard)) {
                    homes.put(shard, new Home(node, now));
                    given.put(shard, node);
                    more--;
                }
            }
        }
        return given;
    }

    /** See {@link Placement#place}. */
    Optional<List<Integer>> place(String run, List<Integer> weights, List<Integer> before, boolean anew, long now) {
        uses.remove(run);
        Map<Integer, Integer> shardLoad = loadByShard();
        Map<String, List<Integer>> usable = usable(now);
        if (usable.isEmpty() || (anew && isSettling(now))) {
            return Optional.empty();
        }
        Map<String, Integer> nodeLoad = new HashMap<>();
        shardLoad.forEach((shard, load) -> nodeOf(shard).ifPresent(node -> nodeLoad.merge(node, load, Integer::sum)));
        int total = weights.stream().mapToInt(Integer::intValue).sum();
        int quota = anew ? (total + usable.size() - 1) / usable.size() : total;
        Map<String, Integer> own = new HashMap<>();
        List<Integer> chosen = new ArrayList<>();
        for (int slot = 0; slot < weights.size(); slot++) {
            int weight = weights.get(slot);
            int shard = slot < before.size() ? before.get(slot) : -1;
            String node = nodeOf(shard).filter(usable::containsKey).orElse("");
            if (node.isEmpty() || own.getOrDefault(node, 0) + weight > quota) {
                node = usable.keySet().stream()
                        .min(Comparator.<String>comparingInt(n -> own.getOrDefault(n, 0))
                                .thenComparingInt(n -> nodeLoad.getOrDefault(n, 0))
                                .thenComparing(n -> n))
                        .orElseThrow();
                shard = usable.getOrDefault(node, List.of()).stream()
                        .min(Comparator.<Integer>comparingInt(s -> shardLoad.getOrDefault(s, 0))
                                .thenComparingInt(s -> s))
                        .orElseThrow();
            }
            own.merge(node, weight, Integer::sum);
            nodeLoad.merge(node, weight, Integer::sum);
            shardLoad.merge(shard, weight, Integer::sum);
            chosen.add(shard);
        }
        occupy(run, weights, chosen);
        return Optional.of(chosen);
    }

    /** Whether a node has come so lately that nothing can be placed there yet: it is worth waiting for. */
    private boolean isSettling(long now) {
        Set<String> settled = usable(now).keySet();
        return homes.values().stream()
                .map(Home::node)
                .anyMatch(node -> nodes.contains(node) && !avoided.contains(node) && !settled.contains(node));
    }

    private Map<String, List<Integer>> usable(long now) {
        Map<String, List<Integer>> usable = new TreeMap<>();
        homes.forEach((shard, home) -> {
            if (nodes.contains(home.node()) && !avoided.contains(home.node()) && home.since() + settleMillis <= now) {
                usable.computeIfAbsent(home.node(), node -> new ArrayList<>()).add(shard);
            }
        });
        return usable;
    }

    private Map<Integer, Integer> loadByShard() {
        Map<Integer, Integer> load = new HashMap<>();
        uses.values().forEach(list -> list.forEach(use -> load.merge(use.shard(), use.weight(), Integer::sum)));
        return load;
    }
}
