package dev.sluice.runtime.golden;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A value with a part of every kind. */
@SuppressWarnings("ArrayRecordComponent") // that is one of the kinds
record Dossier(
        String owner,
        Optional<Parcel.Size> largest,
        List<Label> labels,
        Map<String, BigDecimal> fees,
        Instant at,
        LocalDate day,
        Duration age,
        int[] marks,
        String[] notes,
        Label[] stuck,
        @Nullable String remark,
        Pair<Long, Label> first,
        boolean open,
        byte level,
        short row,
        char letter,
        float weight,
        double value,
        Integer boxed,
        Object anything) {

    sealed interface Label permits Barcode, Handwritten {}

    record Barcode(long code) implements Label {}

    record Handwritten(String text, @Nullable Label over) implements Label {}

    record Pair<A, B>(A left, B right) {}

    static Dossier of(Parcel parcel, @Nullable Dossier before) {
        int id = (int) parcel.id();
        Label code = new Barcode(parcel.id());
        Label label = id % 2 == 0 ? code : new Handwritten("no. " + id, id % 3 == 0 ? null : code);
        return new Dossier(
                parcel.owner(),
                id % 4 == 0 ? Optional.empty() : Optional.of(parcel.size()),
                List.of(label, code),
                Map.of("storage", new BigDecimal("1.20").add(BigDecimal.valueOf(id))),
                Instant.ofEpochMilli(parcel.time()),
                LocalDate.ofEpochDay(id),
                Duration.ofMillis(parcel.time()),
                new int[] {id, -id},
                new String[] {"a" + id, null},
                new Label[] {label},
                id % 5 == 0 ? null : "r" + id,
                before == null ? new Pair<>(parcel.id(), label) : before.first,
                id % 2 == 1,
                (byte) id,
                (short) -id,
                (char) ('a' + id % 26),
                id / 4f,
                id / 8d,
                id,
                id % 2 == 0 ? List.of(parcel.size(), id) : parcel.size());
    }

    /** All of it: that of a record shows arrays by their addresses. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner("|");
        text.add(owner).add(largest.toString()).add(labels.toString()).add(fees.toString());
        text.add(at.toString()).add(day.toString()).add(age.toString()).add(Arrays.toString(marks));
        text.add(Arrays.toString(notes)).add(Arrays.toString(stuck)).add(String.valueOf(remark));
        text.add(first.toString()).add(open + " " + level + " " + row + " " + letter + " " + weight + " " + value);
        return text.add(boxed.toString()).add(Objects.toString(anything)).toString();
    }
}
