package dev.sluice.cluster.http.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.stream.Collectors;

/** From JSON and back. */
public final class Json {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    /**
     * @param value a message
     * @return it as JSON
     */
    public static String write(Object value) {
        try {
            return LENIENT.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * @param value a message
     * @return it as JSON for people
     */
    public static String writePretty(Object value) {
        try {
            return LENIENT.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * Reads an answer: what a newer node adds is passed over.
     *
     * @param json what a node said
     * @param type what it should be
     * @return it
     * @throws MalformedException if it is none
     */
    public static <T> T readAnswer(String json, Class<T> type) throws MalformedException {
        return read(LENIENT, json, type);
    }

    /**
     * Reads a request, which must hold nothing but what is known.
     *
     * @param json what a client said
     * @param type what it should be
     * @return it
     * @throws MalformedException if it is none; the message names the field
     */
    public static <T> T readRequest(String json, Class<T> type) throws MalformedException {
        return read(STRICT, json, type);
    }

    private static <T> T read(JsonMapper mapper, String json, Class<T> type) throws MalformedException {
        try {
            T value = mapper.readValue(json, type);
            if (value == null) {
                throw new MalformedException("the body must be a JSON object, but is null");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            String known = e.getKnownPropertyIds() == null
                    ? ""
                    : e.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", ", "; there are ", ""));
            throw new MalformedException("field \"" + field(e) + "\" is unknown" + known);
        } catch (MismatchedInputException e) {
            throw new MalformedException(
                    e.getPath().isEmpty()
                            ? "the body must be a JSON object" + at(e)
                            : "field \"" + field(e) + "\" must be " + what(e.getTargetType()) + at(e));
        } catch (JsonProcessingException e) {
            throw new MalformedException("the body is not JSON: " + e.getOriginalMessage() + at(e));
        }
    }

    private static String field(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String what(Class<?> type) {
        if (type == null) {
            return "something else";
        }
        if (type == String.class) {
            return "a string";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        return Number.class.isAssignableFrom(type) ? "a whole number" : "an object";
    }

    private static String at(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    /** Text that is not what it should be; the message says where. */
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message);
        }
    }
}
