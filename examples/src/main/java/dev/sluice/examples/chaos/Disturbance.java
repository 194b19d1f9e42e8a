package dev.sluice.examples.chaos;

import java.io.IOException;
import java.time.Duration;

/** Something that happens to a cluster, for some time. */
sealed interface Disturbance {

    /** A pause of a node up to this long must not put it out of the cluster. */
    Duration HARMLESS_PAUSE = Duration.ofSeconds(5);

    /** From its beginning to its end. */
    Duration length();

    /** What it is, for people. */
    String action();

    /** What it happens to, for people, as far as that is known beforehand. */
    String target();

    /** Whether a node does not take part in the cluster meanwhile. */
    boolean takesNode();

    /** Whether a node that it happens to must still be a member afterwards, without having been started again. */
    default boolean harmless() {
        return false;
    }

    /** Makes it happen. */
    Begun begin(Grounds grounds) throws IOException;

    /**
     * A disturbance that has begun.
     *
     * @param target what it happens to, for people
     * @param node that node's number; 0 if it happens to something else
     * @param end what ends it
     */
    record Begun(String target, int node, End end) {
        static Begun of(int node, End end) {
            return new Begun("node " + node, node, end);
        }

        static Begun ofCassandra(End end) {
            return new Begun("cassandra", 0, end);
        }
    }

    /** Ends a disturbance. */
    @FunctionalInterface
    interface End {
        void run() throws IOException;
    }

    /** A node is killed, and started again after a while. */
    record KillNode(int node, Duration length) implements Disturbance {
        @Override
        public String action() {
            return "kill -9, start after " + length.toSeconds() + " s";
        }

        @Override
        public String target() {
            return "node " + node;
        }

        @Override
        public boolean takesNode() {
            return true;
        }

        @Override
        public Begun begin(Grounds grounds) throws IOException {
            grounds.kill(node);
            return Begun.of(node, () -> grounds.start(node));
        }
    }

    /** The same with the node that coordinates, whichever that is then. */
    record KillCoordinator(Duration length) implements Disturbance {
        @Override
        public String action() {
            return "kill -9, start after " + length.toSeconds() + " s";
        }

        @Override
        public String target() {
            return "coordinator";
        }

        @Override
        public boolean takesNode() {
            return true;
        }

        @Override
        public Begun begin(Grounds grounds) throws IOException {
            int node = grounds.coordinator();
            grounds.kill(node);
            return new Begun("coordinator (node " + node + ")", node, () -> grounds.start(node));
        }
    }

    /** A node's process stands still. After a long pause it is put out, and has to end by itself. */
    record PauseNode(int node, Duration length) implements Disturbance {
        @Override
        public String action() {
            return "SIGSTOP for " + length.toSeconds() + " s";
        }

        @Override
        public String target() {
            return "node " + node;
        }

        @Override
        public boolean takesNode() {
            return true;
        }

        @Override
        public boolean harmless() {
            return length.compareTo(HARMLESS_PAUSE) <= 0;
        }

        @Override
        public Begun begin(Grounds grounds) throws IOException {
            grounds.pause(node);
            return Begun.of(node, () -> grounds.resume(node));
        }
    }

    /** A node's link carries nothing. */
    record CutLink(int node, Duration length) implements Disturbance {
        @Override
        public String action() {
            return "link cut for " + length.toSeconds() + " s";
        }

        @Override
        public String target() {
            return "node " + node;
        }

        @Override
        public boolean takesNode() {
            return true;
        }

        @Override
        public Begun begin(Grounds grounds) throws IOException {
            grounds.cut(node);
            return Begun.of(node, () -> grounds.heal(node));
        }
    }

    /** Cassandra is killed, and started again after a while. */
    record KillCassandra(Duration length) implements Disturbance {
        @Override
        public String action() {
            return "kill -9, start after " + length.toSeconds() + " s";
        }

        @Override
        public String target() {
            return "cassandra";
        }

        @Override
        public boolean takesNode() {
            return false;
        }

        @Override
        public Begun begin(Grounds grounds) throws IOException {
            grounds.killCassandra();
            return Begun.ofCassandra(grounds::startCassandra);
        }
    }

    /** Cassandra's process stands still. */
    record PauseCassandra(Duration length) implements Disturbance {
        @Override
        public String action() {
            return "SIGSTOP for " + length.toSeconds() + " s";
        }

        @Override
        public String target() {
            return "cassandra";
        }

        @Override
        public boolean takesNode() {
            return false;
        }

        @Override
        public Begun begin(Grounds grounds) throws IOException {
            grounds.pauseCassandra();
            return Begun.ofCassandra(grounds::resumeCassandra);
        }
    }

    /** A job gets another parallelism. */
    record Rescale(String job, int parallelism) implements Disturbance {
        @Override
        public Duration length() {
            return Duration.ZERO;
        }

        @Override
        public String action() {
            return "rescale to " + parallelism;
        }

        @Override
        public String target() {
            return job;
        }

        @Override
        public boolean takesNode() {
            return false;
        }

        @Override
        public Begun begin(Grounds grounds) throws IOException {
            grounds.rescale(job, parallelism);
            return new Begun(job, 0, () -> {});
        }
    }
}
