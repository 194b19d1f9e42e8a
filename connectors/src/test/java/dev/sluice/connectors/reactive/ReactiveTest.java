package dev.sluice.connectors.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.actor.ActorSystem;
import akka.stream.Materializer;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import dev.sluice.connectors.testing.TestTask;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.FlowAdapters;

class ReactiveTest {
    private static ActorSystem system;
    private static TestTask task;

    @BeforeAll
    static void start() {
        system = ActorSystem.create("reactive-test");
        task = TestTask.first().with(Materializer.class, Materializer.matFromSystem(system));
    }

    @AfterAll
    static void stop() throws Exception {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** Takes one element after the other, and keeps them. */
    private static final class Taker implements Flow.Subscriber<Integer> {
        final ConcurrentLinkedQueue<Integer> taken = new ConcurrentLinkedQueue<>();
        final CompletableFuture<List<Integer>> result = new CompletableFuture<>();
        private Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            subscription.request(1);
        }

        @Override
        public void onNext(Integer element) {
            taken.add(element);
            subscription.request(1);
        }

        @Override
        public void onError(Throwable problem) {
            result.completeExceptionally(problem);
        }

        @Override
        public void onComplete() {
            result.complete(List.copyOf(taken));
        }

        List<Integer> get() throws Exception {
            return result.get(20, TimeUnit.SECONDS);
        }
    }

    private static final List<Integer> NUMBERS =
            IntStream.range(0, 1000).boxed().toList();

    @Test
    void shouldSubscribeToAnAkkaSourceOnceForEachAttempt() throws Exception {
        Source<Integer, NotUsed> source = Source.from(NUMBERS);
        for (int attempt = 0; attempt < 2; attempt++) {
            Taker taker = new Taker();
            AkkaStreams.from(source).publisher(task).subscribe(taker);
            assertThat(taker.get()).isEqualTo(NUMBERS);
        }
    }

    @Test
    void when_an_akka_source_fails_then_its_subscriber_learns_why() throws Exception {
        Taker taker = new Taker();
        AkkaStreams.<Integer>from(Source.failed(new IllegalStateException("boom")))
                .publisher(task)
                .subscribe(taker);
        assertThat(taker.result)
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableThat()
                .withMessageContaining("boom");
    }

    @Test
    void shouldFeedAnAkkaSinkOnItsDemand() throws Exception {
        CompletableFuture<List<Integer>> result = new CompletableFuture<>();
        Sink<Integer, ?> sink = Sink.<Integer>seq().mapMaterializedValue(stage -> stage.thenAccept(result::complete));
        try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
            publisher.subscribe(AkkaStreams.to(sink).subscriber(task));
            NUMBERS.forEach(publisher::submit);
        }
        assertThat(result.get(20, TimeUnit.SECONDS)).isEqualTo(NUMBERS);
    }

    @Test
    void shouldAdaptPublishersAndSubscribers() throws Exception {
        try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
            Taker taker = new Taker();
            ReactiveStreams.from(FlowAdapters.toPublisher(publisher))
                    .publisher(task)
                    .subscribe(taker);
            Taker other = new Taker();
            publisher.subscribe(ReactiveStreams.<Integer>to(() -> FlowAdapters.toSubscriber(other))
                    .subscriber(task));
            NUMBERS.forEach(publisher::submit);
            publisher.close();
            assertThat(taker.get()).isEqualTo(NUMBERS);
            assertThat(other.get()).isEqualTo(NUMBERS);
        }
    }
}
