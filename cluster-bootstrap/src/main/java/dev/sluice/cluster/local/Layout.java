package dev.sluice.cluster.local;

import com.typesafe.config.ConfigUtil;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where a local cluster has its files and ports; all of it is on 127.0.0.1.
 *
 * @param folder of all its files
 * @param nodes how many there are
 * @param offset what is added to every port, so that two clusters can be there at once
 */
record Layout(Path folder, int nodes, int offset) {
    private static final int MANAGEMENT_PORT = 8558;
    private static final int PORT = 25521;
    private static final int DATA_PORT = 25541;
    private static final int CASSANDRA_PORT = 29042;
    private static final int CASSANDRA_STORAGE_PORT = 27000;

    Path cassandra() {
        return folder.resolve("cassandra");
    }

    /** What the nodes have in common. */
    Path commonConfig() {
        return folder.resolve("cluster.conf");
    }

    Path config(int node) {
        return node(node).resolve("node.conf");
    }

    /** @param node from 1 */
    Path node(int node) {
        return folder.resolve("node-" + node);
    }

    int cassandraPort() {
        return CASSANDRA_PORT + offset;
    }

    int cassandraStoragePort() {
        return CASSANDRA_STORAGE_PORT + offset;
    }

    int port(int node) {
        return PORT + offset + node - 1;
    }

    int dataPort(int node) {
        return DATA_PORT + offset + node - 1;
    }

    int managementPort(int node) {
        return MANAGEMENT_PORT + offset + node - 1;
    }

    URI management(int node) {
        return URI.create("http://127.0.0.1:" + managementPort(node));
    }

    /** What the nodes have in common. */
    String common() {
        String endpoints = IntStream.rangeClosed(1, nodes)
                .mapToObj(node -> "    { host = \"127.0.0.1\", port = " + managementPort(node) + " }\n")
                .collect(Collectors.joining());
        return String.format(Locale.ROOT, """
                # What the nodes of ./sluice cluster up have in common: they are on this machine, with one Cassandra.

                sluice.cassandra.contact-points = ["127.0.0.1:%d"]

                akka.discovery {
                  method = config
                  config.services.sluice.endpoints = [
                %s  ]
                }

                akka.management.cluster.bootstrap.contact-point-discovery.required-contact-point-nr = %d
                """, cassandraPort(), endpoints, nodes);
    }

    /** What differs from node to node. The first makes the tables, since two must not do so at once. */
    String own(int node) {
        return String.format(
                Locale.ROOT,
                """
                include "../cluster.conf"

                sluice {
                  node {
                    host = "127.0.0.1"
                    port = %d
                    management-port = %d
                    create-schema = %s
                    copies = %s
                  }
                  wire.port = %d
                  state.rocksdb.folder = %s
                  state.spilling.folder = %s
                }
                """,
                port(node),
                managementPort(node),
                node == 1,
                ConfigUtil.quoteString(node(node).resolve("copies").toString()),
                dataPort(node),
                ConfigUtil.quoteString(node(node).resolve("state").toString()),
                ConfigUtil.quoteString(node(node).resolve("state").toString()));
    }
}
