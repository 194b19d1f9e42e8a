package dev.sluice.cluster.client;

import dev.sluice.cluster.CliContext;
import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.ExitCodes;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which node is asked, and how its answer is shown; a picocli mixin. */
final class NodeOptions {
    @Option(
            names = "--node",
            paramLabel = "URL",
            split = ",",
            defaultValue = "${env:SLUICE_NODE:-http://127.0.0.1:8558}",
            description = "Any node's management address, or several, of which the first that answers is asked "
                    + "(default: SLUICE_NODE, else http://127.0.0.1:8558).")
    private List<String> nodes = List.of();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:SLUICE_TOKEN}",
            description = "The cluster's token, if it asks for one (default: SLUICE_TOKEN).")
    private @Nullable String token;

    @Option(
            names = "--ca-cert",
            paramLabel = "FILE",
            defaultValue = "${env:SLUICE_CA_CERT}",
            description =
                    "The certificate (PEM) of the authority behind https:// nodes (default: SLUICE_CA_CERT, else the JVM's).")
    private @Nullable String caCert;

    @Option(names = "--json", description = "Print the node's answer as it is.")
    private boolean json;

    /** @throws CommandException if an address or the certificate cannot be used */
    NodeClient client(CliContext context) {
        List<URI> addresses = new ArrayList<>();
        for (String node : nodes) {
            addresses.add(address(node.strip()));
        }
        Path authority = caCert == null || caCert.isBlank()
                ? null
                : context.environment().resolve(caCert);
        return NodeClient.to(addresses, token == null || token.isBlank() ? null : token.strip(), authority);
    }

    boolean json() {
        return json;
    }

    private static URI address(String node) {
        String text = node.contains("://") ? node : "http://" + node;
        try {
            URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new CommandException(
                ExitCodes.USAGE, "--node must be an address such as http://127.0.0.1:8558, but is \"" + node + "\"");
    }
}
