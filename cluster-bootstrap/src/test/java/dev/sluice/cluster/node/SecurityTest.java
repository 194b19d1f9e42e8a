package dev.sluice.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes with certificates and a token, as the Kubernetes manifests have them. */
class SecurityTest {
    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    private Path folder;

    private final List<NodeProcess> nodes = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    @AfterEach
    void end() {
        nodes.forEach(NodeProcess::close);
    }

    @Test
    void when_nodes_show_certificates_then_they_form_a_cluster_that_a_stranger_stays_out_of() throws Exception {
        Certificates ours = Certificates.create(folder.resolve("ours"));
        Certificates strangers = Certificates.create(folder.resolve("strangers"));
        for (int i = 0; i < 3; i++) {
            ports.add(freePort());
        }
        start(0, ours, "[" + endpoint(0) + ", " + endpoint(1) + "]");
        start(1, ours, "[" + endpoint(0) + ", " + endpoint(1) + "]");
        HttpClient client = HttpClient.newBuilder().sslContext(ours.trust()).build();
        await().atMost(Duration.ofSeconds(40))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(
                                get(client, 0, "/api/v1/cluster", TOKEN).body().split("\"Up\""))
                        .as(() -> nodes.get(0).log() + nodes.get(1).log())
                        .hasSize(3));

        assertThat(get(client, 0, "/alive", "").statusCode()).isEqualTo(200);
        assertThat(get(client, 0, "/api/v1/cluster", "").statusCode()).isEqualTo(401);
        assertThat(get(client, 0, "/api/v1/cluster", TOKEN + "0").statusCode()).isEqualTo(401);

        // It finds ours and asks whether there is a cluster, but trusts nobody there, and nobody trusts it.
        start(2, strangers, "[" + endpoint(0) + ", " + endpoint(1) + ", " + endpoint(2) + "]");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> nodes.get(2).log().contains("Probing [https://127.0.0.1:" + ports.get(0)));
        assertThat(nodes.get(2).log()).contains("failed due to").doesNotContain(" is up");
        assertThat(get(client, 0, "/api/v1/cluster", TOKEN).body().split("\"status\""))
                .hasSize(3);
    }

    private void start(int node, Certificates certificates, String endpoints) throws Exception {
        String config = "sluice.node { host = 127.0.0.1, port = 0, management-port = " + ports.get(node) + " }\n"
                + "akka.discovery { method = config, config.services.sluice.endpoints = " + endpoints + " }\n"
                + "sluice.http.token = \"" + TOKEN + "\"\n" + certificates.setting();
        nodes.add(NodeProcess.start(
                folder.resolve("node-" + node), config, URI.create("https://127.0.0.1:" + ports.get(node)), Map.of()));
    }

    private String endpoint(int node) {
        return "{ host = 127.0.0.1, port = " + ports.get(node) + " }";
    }

    private HttpResponse<String> get(HttpClient client, int node, String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + ports.get(node) + path))
                .timeout(Duration.ofSeconds(5));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
