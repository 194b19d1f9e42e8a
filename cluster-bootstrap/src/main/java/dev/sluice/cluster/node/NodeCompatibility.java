package dev.sluice.cluster.node;

import akka.cluster.ConfigValidation;
import akka.cluster.JoinConfigCompatChecker;
import com.typesafe.config.Config;
import java.util.List;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Keeps out nodes that have another idea of what the cluster is kept in, or of how it decides who goes on: each of both
 * would tear it apart later. Made by Akka Cluster, by its name.
 */
public final class NodeCompatibility extends JoinConfigCompatChecker {
    private static final List<String> KEYS = List.of("sluice.node.storage", "sluice.node.two-nodes");

    /** For Akka. */
    public NodeCompatibility() {}

    @Override
    public Seq<String> requiredKeys() {
        return CollectionConverters.asScala(KEYS).toSeq();
    }

    @Override
    public ConfigValidation check(Config toCheck, Config actual) {
        return JoinConfigCompatChecker.fullMatch(requiredKeys(), toCheck, actual);
    }
}
