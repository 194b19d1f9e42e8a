package dev.sluice.runtime.node;

import akka.actor.ActorRef;
import akka.actor.ActorSelection;
import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.Patterns;
import dev.sluice.runtime.protocol.FiguresMessage;
import dev.sluice.runtime.protocol.NodeName;
import dev.sluice.runtime.task.MetricsRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Tells other nodes the figures of the subtasks that run here. */
final class NodeFigures {
    private static final String NAME = "sluice-figures";
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private NodeFigures() {}

    static void start(ActorSystem<?> system, String node, MetricsRegistry metrics) {
        Behavior<FiguresMessage> behavior = Behaviors.receive(FiguresMessage.class)
                .onMessage(FiguresMessage.Tell.class, question -> {
                    List<FiguresMessage.SubtaskFigures> figures = metrics.newest(question.run()).entrySet().stream()
                            .map(entry -> new FiguresMessage.SubtaskFigures(
                                    entry.getKey(),
                                    entry.getValue().epoch(),
                                    entry.getValue().startedAt(),
                                    entry.getValue().recordsRead(),
                                    entry.getValue().recordsWritten(),
                                    entry.getValue().watermark()))
                            .toList();
                    question.replyTo().tell(new FiguresMessage.Figures(node, figures), ActorRef.noSender());
                    return Behaviors.same();
                })
                .build();
        system.systemActorOf(behavior, NAME, Props.empty());
    }

    /** Those of a run on another node; none if it does not answer. */
    static CompletionStage<FiguresMessage.Figures> ask(ActorSystem<?> system, Address node, String run) {
        ActorSelection there = Adapter.toClassic(system).actorSelection(node + "/system/" + NAME);
        return Patterns.askWithReplyTo(there, replyTo -> new FiguresMessage.Tell(run, replyTo), PATIENCE)
                .thenApply(FiguresMessage.Figures.class::cast)
                .exceptionally(problem -> new FiguresMessage.Figures(NodeName.of(node), List.of()));
    }
}
