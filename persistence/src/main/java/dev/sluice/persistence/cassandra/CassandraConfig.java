package dev.sluice.persistence.cassandra;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;

/**
 * The configuration of an actor system that journals to Cassandra, and of the driver, out of {@code sluice.cassandra}.
 */
public final class CassandraConfig {
    private static final String DRIVER = "datastax-java-driver.advanced.";

    private CassandraConfig() {}

    /**
     * Puts {@code sluice-cassandra.conf} beneath the settings of an application.
     *
     * @param application may set anything of {@code sluice.cassandra}, and anything else
     * @return everything resolved, with all libraries' defaults
     * @throws IllegalArgumentException if settings contradict each other; the message names them
     */
    public static Config load(Config application) {
        Config settings = application.withFallback(ConfigFactory.parseResourcesAnySyntax("sluice-cassandra"));
        Config ours = ConfigFactory.load(settings).getConfig("sluice.cassandra");
        return ConfigFactory.load(credentials(ours).withFallback(tls(ours)).withFallback(settings));
    }

    private static Config credentials(Config ours) {
        String username = ours.getString("credentials.username");
        String password = ours.getString("credentials.password");
        if (username.isEmpty()) {
            if (!password.isEmpty()) {
                throw new IllegalArgumentException(
                        "sluice.cassandra.credentials.password is set and username is not: set both or none");
            }
            return ConfigFactory.empty();
        }
        return with("auth-provider.class", "PlainTextAuthProvider")
                .withFallback(with("auth-provider.username", username))
                .withFallback(with("auth-provider.password", password));
    }

    private static Config tls(Config ours) {
        if (!ours.getBoolean("tls.enabled")) {
            return ConfigFactory.empty();
        }
        Config tls = with("ssl-engine-factory.class", "DefaultSslEngineFactory")
                .withFallback(
                        with("ssl-engine-factory.hostname-validation", ours.getBoolean("tls.hostname-validation")));
        for (String setting :
                new String[] {"truststore-path", "truststore-password", "keystore-path", "keystore-password"}) {
            String value = ours.getString("tls." + setting);
            if (!value.isEmpty()) {
                tls = tls.withFallback(with("ssl-engine-factory." + setting, value));
            }
        }
        return tls;
    }

    private static Config with(String setting, Object value) {
        return ConfigValueFactory.fromAnyRef(value, "sluice.cassandra").atPath(DRIVER + setting);
    }
}
