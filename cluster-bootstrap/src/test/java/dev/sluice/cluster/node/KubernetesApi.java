package dev.sluice.cluster.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The one answer of the Kubernetes API that discovery needs, the pods of a namespace, over TLS with a certificate of
 * its own and for whoever has the token.
 */
final class KubernetesApi implements AutoCloseable {
    static final String TOKEN = "token-of-the-service-account";

    private final HttpsServer server;
    private final Path certificate;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private KubernetesApi(HttpsServer server, Path certificate) {
        this.server = server;
        this.certificate = certificate;
    }

    /** @param pods their addresses */
    static KubernetesApi start(Path folder, List<String> pods, int port) throws Exception {
        Path store = folder.resolve("api.p12");
        Path certificate = folder.resolve("ca.crt");
        keytool(
                folder,
                "-genkeypair",
                "-alias",
                "api",
                "-keyalg",
                "EC",
                "-dname",
                "CN=api",
                "-validity",
                "2",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString());
        keytool(
                folder,
                "-exportcert",
                "-rfc",
                "-alias",
                "api",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString(),
                "-file",
                certificate.toString());
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
        KubernetesApi api = new KubernetesApi(server, certificate);
        server.createContext("/api/v1/namespaces/", exchange -> api.answer(exchange, pods, port));
        server.start();
        return api;
    }

    int port() {
        return server.getAddress().getPort();
    }

    Path certificate() {
        return certificate;
    }

    /** What was asked for, and answered. */
    List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange, List<String> pods, int port) throws IOException {
        try (exchange) {
            boolean known =
                    ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            requests.add(exchange.getRequestURI() + " " + (known ? 200 : 403));
            byte[] body = (known ? list(pods, port) : "{}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(known ? 200 : 403, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String list(List<String> pods, int port) {
        String items = pods.stream().map(ip -> """
                        {"metadata": {"name": "sluice", "labels": {"app": "sluice"}},
                         "spec": {"containers": [{"name": "sluice", "ports": [
                           {"name": "management", "containerPort": %d}, {"name": "remoting", "containerPort": 25520}]}]},
                         "status": {"podIP": "%s", "phase": "Running"}}""".formatted(port, ip)).collect(Collectors.joining(","));
        return "{\"kind\": \"PodList\", \"items\": [" + items + "]}";
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(Path folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.out").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new AssertionError(Files.readString(folder.resolve("keytool.out")));
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
