package dev.sluice.cluster;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Spares the command line Logback's search for a configuration, which {@link Logging} would throw away; found by
 * Logback through the service loader. In an application that has Sluice on its class path it does nothing.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogConfigurator extends ContextAwareBase implements Configurator {
    /** For the service loader. */
    public LogConfigurator() {}

    @Override
    public ExecutionStatus configure(LoggerContext logging) {
        return Logging.isConfiguring() ? ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY : ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
}
