package dev.sluice.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes find each other with each of the ready-made configurations. */
@EnabledOnOs(OS.LINUX) // all of 127.0.0.0/8 is this machine there: an address for each node, as in a real network
class DiscoveryTest {
    private static final List<String> HOSTS = List.of("127.0.0.1", "127.0.0.2", "127.0.0.3");

    @TempDir
    private Path folder;

    private final List<NodeProcess> nodes = new ArrayList<>();

    @AfterEach
    void end() {
        nodes.forEach(NodeProcess::close);
    }

    @Test
    void when_the_nodes_are_listed_then_they_form_a_cluster_and_one_that_leaves_is_missed_by_none() throws Exception {
        List<Integer> ports = List.of(freePort("127.0.0.1"), freePort("127.0.0.1"), freePort("127.0.0.1"));
        for (int i = 0; i < 3; i++) {
            String endpoints = "akka.discovery.config.services.sluice.endpoints = ["
                    + "{ host = 127.0.0.1, port = " + ports.get(0) + " },"
                    + "{ host = 127.0.0.1, port = " + ports.get(1) + " },"
                    + "{ host = 127.0.0.1, port = " + ports.get(2) + " }]\n";
            start("static-list.conf", "127.0.0.1", ports.get(i), endpoints, Map.of());
        }
        nodes.forEach(node -> node.awaitMembers(3));

        nodes.get(0).terminate();
        assertThat(nodes.get(0).awaitExit()).isEqualTo(143);
        assertThat(nodes.get(0).log()).contains("nothing runs here any more");
        nodes.get(1).awaitMembers(2);
        nodes.get(1).awaitLog("it was leaving"); // said when it is removed, which is after it counts as up no more
        assertThat(nodes.get(1).log()).doesNotContain("unreachable");
    }

    @Test
    void when_dns_knows_their_addresses_then_they_form_a_cluster() throws Exception {
        try (NameServer dns = NameServer.start(Map.of(
                "A sluice.test",
                List.of(NameServer.a(127, 0, 0, 1), NameServer.a(127, 0, 0, 2), NameServer.a(127, 0, 0, 3))))) {
            int port = freePort("127.0.0.1");
            for (String host : HOSTS) {
                start("akka-dns.conf", host, port, nameServer(dns), Map.of("SLUICE_SERVICE", "sluice.test"));
            }
            nodes.forEach(node -> node.awaitMembers(3));
        }
    }

    @Test
    void when_dns_knows_their_ports_as_well_then_they_form_a_cluster() throws Exception {
        int one = freePort("127.0.0.1");
        int other = freePort("127.0.0.1");
        try (NameServer dns = NameServer.start(Map.of(
                "SRV _management._tcp.sluice.test",
                List.of(NameServer.srv(one, "127.0.0.1"), NameServer.srv(other, "127.0.0.1"))))) {
            String named = nameServer(dns)
                    + "akka.management.cluster.bootstrap.contact-point-discovery.port-name = management\n";
            start("akka-dns.conf", "127.0.0.1", one, named, Map.of("SLUICE_SERVICE", "sluice.test"));
            start("akka-dns.conf", "127.0.0.1", other, named, Map.of("SLUICE_SERVICE", "sluice.test"));
            nodes.forEach(node -> node.awaitMembers(2));
        }
    }

    @Test
    void when_the_kubernetes_api_knows_their_pods_then_they_form_a_cluster() throws Exception {
        int port = freePort("127.0.0.1");
        try (KubernetesApi api = KubernetesApi.start(folder, HOSTS, port)) {
            String account = "akka.discovery.kubernetes-api {"
                    + " api-ca-path = \"" + api.certificate() + "\","
                    + " api-token-path = \"" + Files.writeString(folder.resolve("token"), KubernetesApi.TOKEN) + "\","
                    + " pod-namespace = \"streams\" }\n";
            Map<String, String> environment = Map.of(
                    "KUBERNETES_SERVICE_HOST", "127.0.0.1", "KUBERNETES_SERVICE_PORT", String.valueOf(api.port()));
            for (String host : HOSTS) {
                start("kubernetes-api.conf", host, port, account, environment);
            }
            nodes.forEach(node -> node.awaitMembers(3));
            assertThat(api.requests())
                    .isNotEmpty()
                    .allMatch(request ->
                            request.equals("/api/v1/namespaces/streams/pods?labelSelector=app%3Dsluice 200"));
        }
    }

    private static String nameServer(NameServer dns) {
        return "akka.io.dns.async-dns.nameservers = [\"127.0.0.1:" + dns.port() + "\"]\n";
    }

    private void start(String readyMade, String host, int port, String more, Map<String, String> given)
            throws Exception {
        Map<String, String> environment = new HashMap<>(given);
        environment.put("SLUICE_HOST", host);
        environment.put("SLUICE_BIND_HOST", host);
        String config = "include required(file(\""
                + Path.of("../deploy/config", readyMade).toRealPath() + "\"))\n"
                + "sluice.node { host = \"" + host + "\", port = 0, management-port = " + port + " }\n" + more;
        nodes.add(NodeProcess.start(
                folder.resolve("node-" + nodes.size()),
                config,
                URI.create("http://" + host + ":" + port),
                environment));
    }

    private static int freePort(String host) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        }
    }
}
