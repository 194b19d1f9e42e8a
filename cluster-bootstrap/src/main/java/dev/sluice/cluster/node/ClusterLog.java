package dev.sluice.cluster.node;

import akka.actor.Address;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent;
import akka.cluster.ClusterEvent.ClusterDomainEvent;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log who comes and goes, in a line each. */
final class ClusterLog {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterLog.class);

    private ClusterLog() {}

    static Behavior<ClusterDomainEvent> create() {
        return Behaviors.setup(context -> {
            Cluster cluster = Cluster.get(context.getSystem());
            cluster.subscriptions().tell(Subscribe.create(context.getSelf(), ClusterDomainEvent.class));
            return Behaviors.receive(ClusterDomainEvent.class)
                    .onMessage(ClusterEvent.MemberUp.class, event -> {
                        LOG.info("{} is up, as {}", text(event.member().address()), roles(event.member()));
                        return Behaviors.same();
                    })
                    .onMessage(ClusterEvent.MemberRemoved.class, event -> {
                        if (cluster.isTerminated()) {
                            return Behaviors.stopped(); // it is this node that has left, not all of the others
                        }
                        LOG.info(
                                "{} is no longer a member: it was {}",
                                text(event.member().address()),
                                event.previousStatus().toString().equals("Down") ? "put out" : "leaving");
                        return Behaviors.same();
                    })
                    .onMessage(ClusterEvent.UnreachableMember.class, event -> {
                        LOG.warn("{} is unreachable", text(event.member().address()));
                        return Behaviors.same();
                    })
                    .onMessage(ClusterEvent.ReachableMember.class, event -> {
                        LOG.info("{} is reachable again", text(event.member().address()));
                        return Behaviors.same();
                    })
                    .onAnyMessage(event -> Behaviors.same())
                    .build();
        });
    }

    static String text(Address address) {
        return address.getHost().orElse("") + ":" + address.getPort().orElse(0);
    }

    private static String roles(Member member) {
        return member.getRoles().stream()
                .filter(role -> !role.startsWith("dc-"))
                .sorted()
                .collect(Collectors.joining(" and "));
    }
}
