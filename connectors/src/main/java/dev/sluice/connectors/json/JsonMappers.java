package dev.sluice.connectors.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sluice.connectors.text.MalformedRecordException;
import dev.sluice.connectors.text.ValueParser;
import dev.sluice.connectors.text.ValueParsers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Jackson, set so that nothing is guessed, and so that names and times are as in CSV files. */
final class JsonMappers {
    private JsonMappers() {}

    static ObjectMapper create() {
        ObjectMapper mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .addModule(new SimpleModule()
                        .addDeserializer(Instant.class, new FromText<>(Instant.class))
                        .addDeserializer(Duration.class, new FromText<>(Duration.class)))
                .annotationIntrospector(new ColumnIntrospector())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .build();
        mapper.coercionConfigDefaults().setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        return mapper;
    }

    /** Reads a value from the text that it has in CSV files too. */
    private static final class FromText<V> extends StdDeserializer<V> {
        private static final long serialVersionUID = 1;
        private final transient Class<V> type;

        FromText(Class<V> type) {
            super(type);
            this.type = type;
        }

        @Override
        public V deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JavaType target = context.constructType(type);
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return type.cast(context.handleUnexpectedToken(target, parser));
            }
            byte[] text = parser.getText().getBytes(StandardCharsets.UTF_8);
            try {
                ValueParser<?> values = Objects.requireNonNull(ValueParsers.of(type));
                return type.cast(values.parse(text, 0, text.length));
            } catch (MalformedRecordException e) {
                return type.cast(context.handleWeirdStringValue(type, parser.getText(), "%s", e.problem()));
            }
        }
    }
}
