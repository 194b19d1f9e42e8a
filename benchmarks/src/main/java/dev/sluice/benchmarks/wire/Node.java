package dev.sluice.benchmarks.wire;

import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.actor.ExtendedActorSystem;
import akka.actor.typed.javadsl.Adapter;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.sluice.runtime.wire.Wire;

/**
 * An actor system that the other process can reach, with its wire.
 *
 * @param system the actor system
 * @param wire its wire, started
 */
record Node(ActorSystem system, Wire wire) {
    /** Actors of this name get what is sent through Artery, by its lane for large messages. */
    static final String ARTERY_SINK = "artery-sink";

    private static final Config SETTINGS = ConfigFactory.parseString("""
            akka {
              actor {
                provider = remote
                serializers.bench-artery = "dev.sluice.benchmarks.wire.ArterySerializer"
                serialization-bindings {
                  "dev.sluice.benchmarks.wire.ArteryMessage" = bench-artery
                }
              }
              remote {
                use-unsafe-remote-features-outside-cluster = on
                warn-about-direct-use = off
                artery {
                  canonical { hostname = "127.0.0.1", port = 0 }
                  large-message-destinations = ["/user/artery-sink"]
                  advanced.maximum-large-frame-size = 2 MiB
                }
              }
            }
            """);

    static Node start() {
        Config config = SETTINGS.withFallback(ConfigFactory.parseResources("sluice-local.conf"))
                .withFallback(ConfigFactory.parseResources("sluice-engine.conf"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
        ActorSystem system = ActorSystem.create("bench", config);
        Wire wire = Wire.create(Adapter.toTyped(system));
        wire.start().toCompletableFuture().join();
        return new Node(system, wire);
    }

    /** What the other process calls an actor of this one. */
    String pathOf(ActorRef own) {
        return own.path()
                .toSerializationFormatWithAddress(Adapter.toTyped(system).address());
    }

    /** An actor of the other process. */
    ActorRef resolve(String path) {
        return ((ExtendedActorSystem) system).provider().resolveActorRef(path);
    }
}
