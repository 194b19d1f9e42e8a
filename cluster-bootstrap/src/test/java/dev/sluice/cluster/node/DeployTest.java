package dev.sluice.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in {@code deploy} fits together, and fits the nodes. */
class DeployTest {
    private static final Path DEPLOY = Path.of("../deploy");

    @TempDir
    private Path folder;

    private final List<JsonNode> manifests = new ArrayList<>();

    @BeforeEach
    void read() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        try (Stream<Path> files = Files.list(DEPLOY.resolve("kubernetes"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                manifests.addAll(yaml.readerFor(JsonNode.class)
                        .<JsonNode>readValues(file.toFile())
                        .readAll());
            }
        }
    }

    @Test
    void when_the_manifests_are_read_then_all_kinds_are_there_and_select_the_same_pods() {
        assertThat(manifests.stream().map(one -> one.get("kind").asText()))
                .containsExactlyInAnyOrder(
                        "ConfigMap",
                        "PodDisruptionBudget",
                        "ServiceAccount",
                        "Role",
                        "RoleBinding",
                        "Secret",
                        "Secret",
                        "Service",
                        "Service",
                        "StatefulSet");
        JsonNode labels = set().at("/spec/template/metadata/labels");
        assertThat(set().at("/spec/selector/matchLabels")).isEqualTo(labels);
        assertThat(one("PodDisruptionBudget", "sluice").at("/spec/selector/matchLabels"))
                .isEqualTo(labels);
        assertThat(one("Service", "sluice").at("/spec/selector")).isEqualTo(labels);
        assertThat(one("Service", "sluice-api").at("/spec/selector")).isEqualTo(labels);
        assertThat(set().at("/spec/serviceName").asText()).isEqualTo("sluice");
        assertThat(one("RoleBinding", "sluice-pod-reader").at("/subjects/0/name"))
                .isEqualTo(set().at("/spec/template/spec/serviceAccountName"));
    }

    @Test
    void when_the_nodes_look_for_each_other_then_the_headless_service_shows_those_that_are_not_ready() {
        JsonNode service = one("Service", "sluice");
        assertThat(service.at("/spec/clusterIP").asText()).isEqualTo("None");
        assertThat(service.at("/spec/publishNotReadyAddresses").asBoolean()).isTrue();
        assertThat(set().at("/spec/podManagementPolicy").asText()).isEqualTo("Parallel");
        assertThat(environment("SLUICE_SERVICE").get("value").asText()).startsWith("sluice.$(NAMESPACE).svc.");
        assertThat(environment("SLUICE_HOST")
                        .at("/valueFrom/fieldRef/fieldPath")
                        .asText())
                .isEqualTo("status.podIP");
    }

    @Test
    void when_the_embedded_configuration_is_loaded_then_its_ports_are_those_of_the_pods() throws IOException {
        Config node = embedded();
        NodeSettings settings = NodeSettings.of(node);
        assertThat(settings.host()).isEqualTo("10.1.2.3");
        assertThat(settings.inCassandra()).isTrue();
        assertThat(port("management")).isEqualTo(settings.managementPort());
        assertThat(port("remoting")).isEqualTo(settings.port());
        assertThat(port("data")).isEqualTo(node.getInt("sluice.wire.port"));
        for (JsonNode port : one("Service", "sluice").at("/spec/ports")) {
            assertThat(port.get("port").asInt())
                    .isEqualTo(port(port.get("targetPort").asText()));
        }
        assertThat(set().at("/spec/template/spec/terminationGracePeriodSeconds").asLong())
                .isGreaterThan(settings.drainTimeout().toSeconds() + 30);
        assertThat(node.getString("akka.discovery.method")).isEqualTo("akka-dns");
        int required =
                node.getInt("akka.management.cluster.bootstrap.contact-point-discovery.required-contact-point-nr");
        assertThat(required).isGreaterThan(set().at("/spec/replicas").asInt() / 2);
    }

    @Test
    void when_the_pods_are_probed_then_it_is_at_the_paths_of_the_health_checks() throws IOException {
        Config checks = embedded().getConfig("akka.management.health-checks");
        JsonNode alive = container().at("/livenessProbe/httpGet");
        JsonNode ready = container().at("/readinessProbe/httpGet");
        assertThat(alive.get("path").asText()).isEqualTo("/" + checks.getString("liveness-path"));
        assertThat(ready.get("path").asText()).isEqualTo("/" + checks.getString("readiness-path"));
        assertThat(ready.get("port").asText()).isEqualTo("management");
        // A check that takes its time has failed by itself before the probe gives up, so that its reason is seen.
        assertThat(container().at("/readinessProbe/timeoutSeconds").asLong())
                .isGreaterThan(checks.getDuration("check-timeout").toSeconds());
    }

    @Test
    void when_files_are_named_then_they_are_mounted_from_what_holds_them() throws IOException {
        Config sluice = embedded().getConfig("sluice");
        for (String file : List.of(
                sluice.getString("http.token-file"),
                sluice.getString("tls.key-file"),
                sluice.getString("tls.cert-file"),
                sluice.getString("tls.ca-cert-file"))) {
            Path path = Path.of(file);
            assertThat(one("Secret", secretAt(path.getParent().toString()))
                            .at("/stringData")
                            .has(path.getFileName().toString()))
                    .as(file)
                    .isTrue();
        }
        assertThat(mountAt(sluice.getString("node.copies"))).isEqualTo("copies");
        assertThat(mountAt("/etc/sluice/config")).isEqualTo("config");
        assertThat(container().get("command").get(3).asText()).isEqualTo("/etc/sluice/config/node.conf");
    }

    @Test
    void when_the_two_node_configuration_is_loaded_then_a_lease_decides() {
        Config node = NodeConfig.load(DEPLOY.resolve("config/two-nodes.conf"), Map.of());
        assertThat(node.getString("akka.cluster.split-brain-resolver.active-strategy"))
                .isEqualTo("lease-majority");
        assertThat(NodeConfig.load(DEPLOY.resolve("config/static-list.conf"), Map.of())
                        .getString("akka.cluster.split-brain-resolver.active-strategy"))
                .isEqualTo("keep-majority");
    }

    private Config embedded() throws IOException {
        String text = one("ConfigMap", "sluice").at("/data/node.conf").asText();
        // What the pod's environment would say.
        Config resolved = ConfigFactory.parseString(text)
                .resolveWith(
                        ConfigFactory.parseMap(Map.of(
                                "SLUICE_HOST", "10.1.2.3", "SLUICE_SERVICE", "sluice.default.svc.cluster.local")),
                        ConfigResolveOptions.noSystem());
        Path file =
                Files.writeString(folder.resolve("node.conf"), resolved.root().render());
        return NodeConfig.load(file, Map.of());
    }

    private JsonNode one(String kind, String name) {
        return manifests.stream()
                .filter(one -> one.get("kind").asText().equals(kind)
                        && one.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    private JsonNode set() {
        return one("StatefulSet", "sluice");
    }

    private JsonNode container() {
        return set().at("/spec/template/spec/containers/0");
    }

    private JsonNode environment(String name) {
        for (JsonNode variable : container().get("env")) {
            if (variable.get("name").asText().equals(name)) {
                return variable;
            }
        }
        throw new AssertionError("no variable " + name);
    }

    private int port(String name) {
        for (JsonNode port : container().get("ports")) {
            if (port.get("name").asText().equals(name)) {
                return port.get("containerPort").asInt();
            }
        }
        throw new AssertionError("no port " + name);
    }

    private String mountAt(String path) {
        for (JsonNode mount : container().get("volumeMounts")) {
            if (mount.get("mountPath").asText().equals(path)) {
                return mount.get("name").asText();
            }
        }
        throw new AssertionError("nothing is mounted at " + path);
    }

    private String secretAt(String path) {
        String volume = mountAt(path);
        for (JsonNode one : set().at("/spec/template/spec/volumes")) {
            if (one.get("name").asText().equals(volume)) {
                return one.at("/secret/secretName").asText();
            }
        }
        throw new AssertionError("no volume " + volume);
    }
}
