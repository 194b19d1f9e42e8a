package dev.sluice.runtime.wire;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.SubscriptionWithCancelException;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.util.ByteString;
import dev.sluice.persistence.serde.ByteSource;
import org.jspecify.annotations.Nullable;

/**
 * Between a socket and a {@link Connection}. Reads whatever comes at once, since credits bound it; writes whatever
 * waits, together.
 */
final class ConnectionStage extends GraphStage<FlowShape<ByteString, ByteString>> {
    /** What is written together: as much as Akka's buffer for a socket takes. */
    private static final int ENOUGH = 128 << 10;

    private final Inlet<ByteString> in = Inlet.create("received");
    private final Outlet<ByteString> out = Outlet.create("sent");
    private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
    private final Connection connection;
    private final int maxFrameSize;

    ConnectionStage(Connection connection, int maxFrameSize) {
        this.connection = connection;
        this.maxFrameSize = maxFrameSize;
    }

    @Override
    public FlowShape<ByteString, ByteString> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes inheritedAttributes) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic {
        private final Deframer deframer = new Deframer(maxFrameSize);

        Logic() {
            super(shape);
            setHandler(in, new Receiving());
            setHandler(out, new Sending());
        }

        @Override
        public void preStart() {
            AsyncCallback<Integer> callback = createAsyncCallback(ignored -> write());
            connection.queue().onReady(() -> callback.invoke(0));
            pull(in);
        }

        @Override
        public void postStop() {
            connection.broken("it was closed");
        }

        private void write() {
            WriteQueue queue = connection.queue();
            if (queue.isClosed()) {
                completeStage();
            } else if (isAvailable(out)) {
                ByteString taken = queue.take(ENOUGH);
                if (!taken.isEmpty()) {
                    push(out, taken);
                }
            }
        }

        private void end(String what, @Nullable Throwable problem) {
            connection.broken(problem == null ? what : what + " (" + problem.getMessage() + ")");
            completeStage();
        }

        private final class Receiving extends AbstractInHandler {
            @Override
            public void onPush() {
                deframer.feed(grab(in));
                try {
                    for (byte[] message = deframer.next(); message != null; message = deframer.next()) {
                        ByteSource source = new ByteSource(message, 0, message.length);
                        connection.receive(source.getByte(), source);
                    }
                } catch (RuntimeException e) {
                    end("what it brought is refused", e);
                    return;
                }
                pull(in);
            }

            @Override
            public void onUpstreamFinish() {
                end("the other node has closed it", null);
            }

            @Override
            public void onUpstreamFailure(Throwable problem) {
                end("it failed", problem);
            }
        }

        private final class Sending extends AbstractOutHandler {
            @Override
            public void onPull() {
                write();
            }

            @Override
            public void onDownstreamFinish(Throwable cause) {
                boolean failed = !(cause instanceof SubscriptionWithCancelException.NonFailureCancellation);
                end("it can no longer be written to", failed ? cause : null);
            }
        }
    }
}
