package dev.sluice.connectors.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.sluice.api.connector.Sink;
import dev.sluice.connectors.file.FileSink;
import dev.sluice.connectors.file.FileSource;
import dev.sluice.connectors.file.RecordEncoder;
import dev.sluice.connectors.text.RecordField;
import dev.sluice.connectors.text.RecordShape;
import dev.sluice.connectors.text.TextBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files with a JSON value on each line (UTF-8) as sources and sinks.
 *
 * <p>The values are of any class that Jackson can map; for a record class, properties have the names of its components,
 * or those of {@code @Column}, and in reading also their equivalents in camel and snake case. Properties without a
 * component are ignored. A component without a property is null or an empty Optional if it is a box, an Optional or
 * annotated {@code @Nullable}, and an error otherwise. Times are ISO-8601 texts; instants without an offset are in UTC.
 * Blank lines are left out.
 */
public final class JsonLines {
    private JsonLines() {}

    /**
     * Reads files, exactly once, in as many parts as there are subtasks where they are not compressed.
     *
     * @param path a file, a folder, or a folder and a pattern: see {@link FileSource#of}
     * @param type the class of the records
     * @param <T> the class of the records
     * @return the source, which fails at the first bad line unless told otherwise
     */
    public static <T> FileSource<T> read(Path path, Class<T> type) {
        ObjectReader reader = JsonMappers.create().readerFor(type);
        List<JsonDecoder.Required> required = required(type);
        return FileSource.of(path, () -> new JsonDecoder<T>(reader, required));
    }

    /**
     * Writes a directory of files, exactly once: see {@link FileSink}. The names of the files end in {@code .jsonl}.
     *
     * @param directory is made if it does not exist
     * @param type the class of the records
     * @param <T> the class of the records
     * @return the sink
     */
    public static <T> Sink<T> write(Path directory, Class<T> type) {
        ObjectMapper mapper = JsonMappers.create();
        return FileSink.of(directory, "jsonl", () -> encoder(mapper.writerFor(type)));
    }

    private static <T> RecordEncoder<T> encoder(ObjectWriter writer) {
        TextBuffer line = new TextBuffer();
        JsonGenerator generator;
        try {
            generator = writer.createGenerator(line).setRootValueSeparator(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (record, out) -> {
            writer.writeValue(generator, record);
            generator.flush();
            out.write(line.bytes(), 0, line.size());
            out.write('\n');
            line.clear();
        };
    }

    @SuppressWarnings("unchecked") // the class is asked whether it is a record's
    private static List<JsonDecoder.Required> required(Class<?> type) {
        List<JsonDecoder.Required> required = new ArrayList<>();
        if (type.isRecord() && type.getRecordComponents().length > 0) {
            RecordShape<?> shape = RecordShape.of((Class<? extends Record>) type);
            for (int i = 0; i < shape.fields().size(); i++) {
                RecordField field = shape.fields().get(i);
                if (!field.declared().isPrimitive() && !field.mayBeAbsent()) {
                    required.add(new JsonDecoder.Required(
                            field.name(), shape.accessor(i).asType(MethodType.methodType(Object.class, Object.class))));
                }
            }
        }
        return required;
    }
}
