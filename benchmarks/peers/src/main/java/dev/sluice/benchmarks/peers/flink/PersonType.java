package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.data.Person;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Persons on their way to another subtask. */
final class PersonType {
    static final TypeInformation<Person> TYPE = new FlatType<>(Person.class, new Serializer());

    private PersonType() {}

    static final class Serializer extends FlatSerializer<Person> {
        private static final Person NONE = new Person(0, "", "", "", "", "", 0, "");

        Serializer() {
            super(-1, true);
        }

        @Override
        public Person createInstance() {
            return NONE;
        }

        @Override
        public Person copy(Person from, Person to) {
            return from;
        }

        @Override
        public void serialize(Person record, DataOutputView out) throws IOException {
            out.writeLong(record.id());
            Texts.write(record.name(), out);
            Texts.write(record.emailAddress(), out);
            Texts.write(record.creditCard(), out);
            Texts.write(record.city(), out);
            Texts.write(record.state(), out);
            out.writeLong(record.dateTime());
            Texts.write(record.extra(), out);
        }

        @Override
        public Person deserialize(Person reuse, DataInputView in) throws IOException {
            return new Person(
                    in.readLong(),
                    Texts.read(in),
                    Texts.read(in),
                    Texts.read(in),
                    Texts.read(in),
                    Texts.read(in),
                    in.readLong(),
                    Texts.read(in));
        }

        @Override
        public TypeSerializerSnapshot<Person> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What a checkpoint says of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Person> {
        /** For Flink. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
