package dev.sluice.persistence.journal;

import akka.actor.ActorSystem;
import akka.persistence.PersistentRepr;
import akka.persistence.journal.Tagged;
import akka.persistence.serialization.Snapshot;
import akka.serialization.DisabledJavaSerializer;
import akka.serialization.JavaSerializer;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializer;
import java.io.IOException;
import java.io.NotSerializableException;
import java.nio.ByteBuffer;
import scala.Option;

/**
 * Events and actors' snapshots to bytes and back, in Akka's own envelopes, which carry the serializer and the manifest
 * of what is inside. Serializers are those bound in the configuration; Java serialization is refused even where it is
 * allowed.
 */
final class EventCodec {
    /** What a snapshot's metadata length says if there is none. */
    private static final int NO_METADATA = -1;

    private final Serialization serialization;

    EventCodec(ActorSystem system) {
        serialization = SerializationExtension.get(system);
    }

    /**
     * An event's bytes, of the event only: tags are for queries, which this journal does not offer.
     *
     * @throws NotSerializableException if no serializer is bound to the event's class
     */
    byte[] encode(PersistentRepr event) throws NotSerializableException {
        PersistentRepr bare = event.payload() instanceof Tagged tagged ? event.withPayload(tagged.payload()) : event;
        refuseJavaSerialization(bare.payload());
        return serialization.serialize(bare).get();
    }

    /** @throws IOException if no serializer can read it */
    PersistentRepr decodeEvent(byte[] bytes) throws IOException {
        try {
            return serialization.deserialize(bytes, PersistentRepr.class).get();
        } catch (RuntimeException e) {
            throw new IOException("a journaled event cannot be read: " + e.getMessage(), e);
        }
    }

    /** A snapshot's bytes: length of metadata (4), metadata, content. */
    byte[] encode(Object snapshot, Option<Object> metadata) throws NotSerializableException {
        byte[] about = metadata.isEmpty() ? null : envelope(metadata.get());
        byte[] content = envelope(snapshot);
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES + (about == null ? 0 : about.length) + content.length);
        buffer.putInt(about == null ? NO_METADATA : about.length);
        if (about != null) {
            buffer.put(about);
        }
        return buffer.put(content).array();
    }

    /** What {@link #encode(Object, Option)} was given. */
    record DecodedSnapshot(Object snapshot, Option<Object> metadata) {}

    /** @throws IOException if no serializer can read it */
    DecodedSnapshot decodeSnapshot(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int length = buffer.getInt();
        Option<Object> metadata = length == NO_METADATA ? Option.empty() : Option.apply(open(buffer, length));
        return new DecodedSnapshot(open(buffer, buffer.remaining()), metadata);
    }

    private byte[] envelope(Object content) throws NotSerializableException {
        refuseJavaSerialization(content);
        return serialization.serialize(new Snapshot(content)).get();
    }

    private Object open(ByteBuffer buffer, int length) throws IOException {
        byte[] envelope = new byte[length];
        buffer.get(envelope);
        try {
            return serialization.deserialize(envelope, Snapshot.class).get().data();
        } catch (RuntimeException e) {
            throw new IOException("an actor's snapshot cannot be read: " + e.getMessage(), e);
        }
    }

    private void refuseJavaSerialization(Object payload) throws NotSerializableException {
        if (!hasSerializer(payload)) {
            throw new NotSerializableException(
                    payload.getClass().getName()
                            + " has no serializer: bind one to it, or to an interface of it, in akka.actor.serialization-bindings");
        }
    }

    private boolean hasSerializer(Object payload) {
        try {
            Serializer serializer = serialization.findSerializerFor(payload);
            return !(serializer instanceof JavaSerializer || serializer instanceof DisabledJavaSerializer);
        } catch (Exception e) { // NotSerializableException, which Scala does not declare
            return false;
        }
    }
}
