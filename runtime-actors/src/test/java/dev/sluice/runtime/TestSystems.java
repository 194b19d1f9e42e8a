package dev.sluice.runtime;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** Actor systems with the engine's own settings, but no cluster, and a journal in memory that can be made to fail. */
public final class TestSystems {
    private TestSystems() {}

    /** @return a system whose timers wait for somebody to turn the clock */
    public static ActorTestKit withManualTime() {
        return ActorTestKit.create("test", ManualTime.config().withFallback(config()));
    }

    /** @return a system */
    public static ActorTestKit create() {
        return ActorTestKit.create("test", config());
    }

    private static Config config() {
        return ConfigFactory.parseString("akka.actor.provider = local")
                .withFallback(PersistenceTestKitPlugin.getInstance().config())
                .withFallback(PersistenceTestKitSnapshotPlugin.config())
                .withFallback(ConfigFactory.parseResources("sluice-local.conf"))
                .withFallback(ConfigFactory.parseResources("sluice-engine.conf"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }
}
