package dev.sluice.connectors.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.sluice.connectors.file.RecordDecoder;
import dev.sluice.connectors.text.MalformedRecordException;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a JSON value from each line. JSON has no line end inside a value but as {@code \n}, so a line feed always
 * ends a record.
 */
final class JsonDecoder<T> implements RecordDecoder<T> {
    private final ObjectReader reader;
    private final List<Required> required;

    JsonDecoder(ObjectReader reader, List<Required> required) {
        this.reader = reader;
        this.required = required;
    }

    /**
     * A property that must be there.
     *
     * @param name its name
     * @param accessor of type {@code (Object)Object}
     */
    record Required(String name, MethodHandle accessor) {}

    @Override
    public int frame(byte[] bytes, int from, int to, boolean last) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return last ? to : INCOMPLETE;
    }

    @Override
    public @Nullable T decode(byte[] bytes, int from, int to) throws MalformedRecordException {
        int start = from;
        int end = to;
        while (start < end && isBlank(bytes[start])) {
            start++;
        }
        while (start < end && isBlank(bytes[end - 1])) {
            end--;
        }
        if (start == end) {
            return null;
        }
        T record;
        try {
            record = reader.readValue(bytes, start, end - start);
        } catch (JsonProcessingException e) {
            throw new MalformedRecordException(problem(e));
        } catch (IOException e) {
            throw new MalformedRecordException(String.valueOf(e.getMessage()));
        }
        if (record == null) {
            throw new MalformedRecordException("null is no record");
        }
        for (Required property : required) {
            if (value(property, record) == null) {
                throw new MalformedRecordException("property \"" + property.name()
                        + "\" is missing or null (a component that is an Optional, a box or @Nullable may be)");
            }
        }
        return record;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private static @Nullable Object value(Required property, Object record) throws MalformedRecordException {
        try {
            return (Object) property.accessor().invokeExact(record);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new MalformedRecordException("property \"" + property.name() + "\": " + e);
        }
    }

    private static String problem(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return "property \""
                    + mapping.getPath().stream()
                            .map(step ->
                                    step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                            .collect(Collectors.joining("."))
                    + "\": " + message;
        }
        return message;
    }
}
