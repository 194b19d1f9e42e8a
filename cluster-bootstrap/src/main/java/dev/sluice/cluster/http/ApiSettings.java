package dev.sluice.cluster.http;

import com.typesafe.config.Config;
import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.ExitCodes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the HTTP API is guarded.
 *
 * @param token what requests have to carry; null if the API is open
 */
public record ApiSettings(@Nullable String token) {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{8,}");

    /**
     * @param config the node's configuration
     * @return what it says in {@code sluice.http}
     * @throws CommandException if the API would be open to other machines without that being said, or the token file
     *     cannot be read
     */
    public static ApiSettings of(Config config) {
        String token = config.getString("sluice.http.token").strip();
        String file = config.getString("sluice.http.token-file");
        if (token.isEmpty() && !file.isBlank()) {
            token = firstLine(Path.of(file));
        }
        if (!token.isEmpty()) {
            if (!TOKEN.matcher(token).matches()) {
                throw wrong("the token in sluice.http must be 8 or more of the characters a-z A-Z 0-9 - . _ ~ + / ="
                        + " (make one: openssl rand -hex 24)");
            }
            return new ApiSettings(token);
        }
        String host = config.getString("sluice.node.bind-host");
        if (config.getBoolean("sluice.http.token-required") && !isLoopback(host)) {
            throw wrong("the API would be open to everybody who reaches " + host
                    + ": set sluice.http.token-file (or sluice.http.token), or say sluice.http.token-required = off");
        }
        return new ApiSettings(null);
    }

    private static String firstLine(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            if (!lines.isEmpty() && !lines.get(0).isBlank()) {
                return lines.get(0).strip();
            }
        } catch (IOException e) {
            throw wrong("sluice.http.token-file = \"" + file + "\" cannot be read: " + e);
        }
        throw wrong("sluice.http.token-file = \"" + file + "\" holds no token: its first line should be one");
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static CommandException wrong(String message) {
        return new CommandException(ExitCodes.USAGE, message);
    }
}
