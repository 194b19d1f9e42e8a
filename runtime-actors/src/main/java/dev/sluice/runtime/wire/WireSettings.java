package dev.sluice.runtime.wire;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The settings in {@code sluice.wire}.
 *
 * @param hostname how other nodes reach this one; empty for the host name that Artery goes by
 * @param port the TCP port, 0 for any
 * @param bindHostname what to listen at; empty for how other nodes reach this one
 * @param maxFrameSize what a record may take, bytes
 * @param compression whether frames to other machines are compressed where that pays
 * @param connectTimeout for finding a node, and again for connecting to it
 * @param tls whether connections are encrypted and both ends show a certificate
 */
record WireSettings(
        String hostname,
        int port,
        String bindHostname,
        int maxFrameSize,
        boolean compression,
        Duration connectTimeout,
        boolean tls) {

    static WireSettings of(Config root) {
        Config config = root.getConfig("sluice.wire");
        String bound = config.getString("bind-hostname");
        if (bound.isEmpty() && config.getString("hostname").isEmpty()) {
            bound = root.getString("akka.remote.artery.bind.hostname");
        }
        return new WireSettings(
                config.getString("hostname"),
                config.getInt("port"),
                bound.startsWith("<") ? "" : bound, // Akka's placeholders for this machine
                Math.toIntExact(config.getBytes("max-frame-size")),
                config.getBoolean("compression"),
                config.getDuration("connect-timeout"),
                config.getBoolean("tls.enabled"));
    }
}
