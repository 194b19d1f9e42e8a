package dev.sluice.connectors.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import dev.sluice.connectors.Column;
import dev.sluice.connectors.Decimals;
import dev.sluice.connectors.text.DecimalText;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Teaches Jackson {@link Column}, {@link Decimals}, and that {@code windowStart} and {@code window_start} are one name.
 */
final class ColumnIntrospector extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable PropertyName findNameForSerialization(Annotated annotated) {
        Column column = annotated.getAnnotation(Column.class);
        return column != null ? PropertyName.construct(column.value()) : super.findNameForSerialization(annotated);
    }

    @Override
    public @Nullable PropertyName findNameForDeserialization(Annotated annotated) {
        Column column = annotated.getAnnotation(Column.class);
        return column != null ? PropertyName.construct(column.value()) : super.findNameForDeserialization(annotated);
    }

    @Override
    public List<PropertyName> findPropertyAliases(Annotated annotated) {
        List<PropertyName> given = super.findPropertyAliases(annotated);
        List<PropertyName> aliases = given == null ? new ArrayList<>() : new ArrayList<>(given);
        if (annotated.getAnnotation(Column.class) == null) {
            String name = name(annotated);
            aliases.add(PropertyName.construct(
                    name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT)));
            aliases.add(PropertyName.construct(camelCase(name)));
        }
        return aliases;
    }

    /** Jackson knows no name of a constructor's parameter; those of a record are its components'. */
    private static String name(Annotated annotated) {
        if (annotated instanceof AnnotatedParameter parameter
                && parameter.getDeclaringClass().isRecord()) {
            return parameter
                    .getDeclaringClass()
                    .getRecordComponents()[parameter.getIndex()]
                    .getName();
        }
        return annotated.getName();
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_")) {
            camel.append(
                    camel.isEmpty() || word.isEmpty()
                            ? word
                            : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camel.toString();
    }

    @Override
    public @Nullable Object findSerializer(Annotated annotated) {
        Decimals decimals = annotated.getAnnotation(Decimals.class);
        return decimals != null ? new Rounded(decimals.value()) : super.findSerializer(annotated);
    }

    /** Writes a number with a fixed count of decimals. */
    private static final class Rounded extends JsonSerializer<Object> {
        private final int decimals;

        Rounded(int decimals) {
            this.decimals = decimals;
        }

        @Override
        public void serialize(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
            String text = value.toString();
            if (value instanceof Number number
                    && !Double.isFinite(number.doubleValue())
                    && !(value instanceof BigDecimal)) {
                out.writeString(text); // JSON has no such numbers
            } else {
                out.writeNumber(
                        DecimalText.rounded(new BigDecimal(text), decimals).toPlainString());
            }
        }
    }
}
