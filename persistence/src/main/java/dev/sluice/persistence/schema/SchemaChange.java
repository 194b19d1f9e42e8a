package dev.sluice.persistence.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what a snapshot says of an operator's state with what the operator is today. States of one side only are
 * left alone, and so is what only they are made of.
 */
public final class SchemaChange {
    /** Kinds of state of which snapshots hold something else than the values. */
    private static final Set<String> WITHIN = Set.of("BroadcastState", "window");

    /** Keys that are not taken for values. */
    private static final Set<String> NOT_ALIKE = Set.of("java.lang.String", "java.lang.Integer", "java.lang.Long");

    private final OperatorSchema before;
    private final OperatorSchema after;
    private final LiveTypes live;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> compared = new HashSet<>();
    private boolean any;
    private String state = "";
    private boolean strict;

    /**
     * What cannot be restored.
     *
     * @param state the name of the state; empty for the keys
     * @param what what is wrong, and where
     * @param before the type in the snapshot, in full
     * @param after the type of today, in full
     * @param fix what to do
     */
    public record Problem(String state, String what, String before, String after, String fix) {
        /**
         * @param operator the operator's name
         * @return all of it in words
         */
        public String message(String operator) {
            String subject = state.isEmpty() ? "the keys" : "state \"" + state + "\"";
            return subject + " of operator \"" + operator + "\" cannot be restored: " + what + ". The snapshot has ["
                    + before + "], the job has [" + after + "]: " + fix;
        }
    }

    /**
     * @param before of the snapshot
     * @param after of today
     * @param live knows the classes of today
     */
    public SchemaChange(OperatorSchema before, OperatorSchema after, LiveTypes live) {
        this.before = before;
        this.after = after;
        this.live = live;
        if (before.key() != null && after.key() != null) {
            strict = true;
            compare(before.key(), after.key(), "the key");
            strict = false;
            compared.clear();
        }
        before.states().forEach((name, type) -> {
            TypeRef now = after.states().get(name);
            if (now != null) {
                state = name;
                compareState(type, now);
            }
        });
    }

    /** @return what cannot be restored, empty if all can */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** @return whether values of the snapshot have to be converted as they are read */
    public boolean isAny() {
        return any;
    }

    private void compareState(TypeRef old, TypeRef now) {
        if (!old.name().equals(now.name())
                || old.arguments().size() != now.arguments().size()) {
            problem(
                    "it was declared as " + old + " and is declared as " + now,
                    old,
                    now,
                    "give the state another name, declare it as it was, or start the job anew");
            return;
        }
        if (isAnotherAtTheTop(old, now)) {
            problem(
                    "its values are of " + old + " and would have to become " + now
                            + ", which is possible for the fields of"
                            + " classes and for state by key that is not by window",
                    old,
                    now,
                    "declare it as it was, or give the state another name");
            return;
        }
        for (int i = 0; i < old.arguments().size(); i++) {
            boolean isMapKey = i == 0 && old.arguments().size() == 2;
            strict = isMapKey;
            compare(old.arguments().get(i), now.arguments().get(i), isMapKey ? "the map's key" : "the value");
            strict = false;
        }
    }

    /** Whether values that do not say what they are would have to become others where nothing else says it either. */
    private boolean isAnotherAtTheTop(TypeRef old, TypeRef now) {
        boolean another = false;
        for (int i = 0; i < old.arguments().size(); i++) {
            TypeRef from = old.arguments().get(i);
            TypeRef to = now.arguments().get(i);
            another |= !before.types().containsKey(from.name())
                    && !from.isUnknown()
                    && !to.isUnknown()
                    && !from.equals(to);
        }
        TypeRef key = before.key();
        boolean isKeyAlike = key != null
                && !NOT_ALIKE.contains(key.name())
                && !before.types().containsKey(key.name());
        return another && (isKeyAlike || WITHIN.stream().anyMatch(old.name()::startsWith));
    }

    /** Whether a value of the one can be one of the other. */
    private boolean compare(TypeRef old, TypeRef now, String where) {
        if (old.isUnknown() || now.isUnknown()) {
            return true;
        }
        String today = live.today(old.name());
        if (!today.equals(old.name())) {
            any = true;
        }
        if (old.dimensions() == now.dimensions() && today.equals(now.name())) {
            return compareSame(old, now, where);
        }
        boolean fits = !strict && old.dimensions() == 0 && now.dimensions() == 0 && isWider(old, today, now, where);
        if (!fits && !strict && isSupertype(old, today, now)) {
            fits = true;
        }
        if (!fits) {
            problem(where + " was " + old + " and is " + now, old, now, fix(old, today));
            return false;
        }
        any = true;
        return true;
    }

    private String fix(TypeRef old, String today) {
        if (strict) {
            return "a key's type cannot change, since its hash decides where state lies: keep the type, or start the job"
                    + " anew";
        }
        if (before.types().containsKey(old.name()) && live.find(today) == null) {
            return "if " + old.name() + " has another name now, say @FormerName(\"" + old.name()
                    + "\") on the class; else keep it, or give the state another name";
        }
        return "give the field or state another name, keep the type, or change it to one that holds all values of the old"
                + " one (a wider number, an Optional, a supertype)";
    }

    private boolean isWider(TypeRef old, String today, TypeRef now, String where) {
        if (Widening.holds(today, now.name())) {
            return true;
        }
        if (now.name().equals("java.util.Optional") && now.arguments().size() == 1) {
            TypeRef inside = now.arguments().get(0);
            return today.equals(inside.name()) || Widening.holds(today, inside.name())
                    ? compare(old, inside, where)
                    : isSupertype(old, today, inside);
        }
        return false;
    }

    private boolean isSupertype(TypeRef old, String today, TypeRef now) {
        if (now.name().equals("java.lang.Object") && now.dimensions() == 0) {
            return !isPrimitive(old);
        }
        Class<?> from = live.find(today);
        Class<?> to = live.find(now.name());
        from = from == null ? LiveTypes.ofJava(old) : from;
        to = to == null ? LiveTypes.ofJava(now) : to;
        return from != null
                && to != null
                && old.dimensions() == now.dimensions()
                && !isPrimitive(old)
                && to.isAssignableFrom(from)
                && now.arguments().stream().allMatch(argument -> old.arguments().contains(argument));
    }

    private static boolean isPrimitive(TypeRef type) {
        return type.dimensions() == 0
                && Character.isLowerCase(type.name().charAt(0))
                && type.name().indexOf('.') < 0;
    }

    private boolean compareSame(TypeRef old, TypeRef now, String where) {
        boolean fits = true;
        if (old.arguments().size() == now.arguments().size()) {
            for (int i = 0; i < old.arguments().size(); i++) {
                fits &= compare(old.arguments().get(i), now.arguments().get(i), where + "<" + (i + 1) + ">");
            }
        }
        TypeShape shape = before.types().get(old.name());
        TypeShape shapeNow = after.types().get(now.name());
        if (shape != null && shapeNow != null && compared.add(old.name())) {
            fits &= compare(shape, shapeNow);
        }
        return fits;
    }

    private boolean compare(TypeShape old, TypeShape now) {
        TypeRef oldRef = TypeRef.of(old.name());
        TypeRef nowRef = TypeRef.of(now.name());
        if (old.isStruct() != now.isStruct() || (!old.isStruct() && old.kind() != now.kind())) {
            problem(
                    old.name() + " was a " + old.kind().word() + " and is a "
                            + now.kind().word(),
                    oldRef,
                    nowRef,
                    "give the state another name, or start the job anew");
            return false;
        }
        if (strict && old.isStruct() && !names(old).equals(names(now))) {
            problem(
                    "the key's class " + old.name() + " had the fields " + old.fields() + " and has " + now.fields(),
                    oldRef,
                    nowRef,
                    fix(oldRef, now.name()));
            return false;
        }
        boolean fits = true;
        Map<String, TypeShape.Field> fieldsNow = new HashMap<>();
        now.fields().forEach(field -> fieldsNow.put(field.name(), field));
        for (TypeShape.Field field : old.fields()) {
            TypeShape.Field same = fieldsNow.get(nameToday(now.name(), field.name()));
            if (same != null) {
                fits &= compare(field.type(), same.type(), now.name() + "." + same.name());
            }
        }
        if (!old.fields().equals(now.fields()) || !old.parents().equals(now.parents()) || old.kind() != now.kind()) {
            any = true;
        }
        boolean isSealed = old.kind() == TypeShape.Kind.INTERFACE || old.kind() == TypeShape.Kind.CLASS;
        for (String name : isSealed ? old.names() : List.<String>of()) {
            TypeShape one = before.types().get(name);
            TypeShape oneNow = after.types().get(live.today(name));
            if (!live.today(name).equals(name)) {
                any = true;
            }
            if (one != null && oneNow != null && compared.add(name)) {
                fits &= compare(one, oneNow);
            }
        }
        for (String name : old.isStruct() ? old.parents() : List.<String>of()) {
            TypeShape parent = before.types().get(name);
            TypeShape parentNow = after.types().get(live.today(name));
            if (parent != null && parentNow != null && compared.add(name)) {
                fits &= compare(parent, parentNow);
            }
        }
        return fits;
    }

    private static List<String> names(TypeShape shape) {
        return shape.fields().stream().map(TypeShape.Field::name).toList();
    }

    private String nameToday(String className, String field) {
        Class<?> c = live.find(className);
        if (c != null) {
            for (java.lang.reflect.Field one : LiveTypes.fields(c)) {
                if (LiveTypes.formerNames(one).contains(field)) {
                    return one.getName();
                }
            }
        }
        return field;
    }

    private void problem(String what, TypeRef old, TypeRef now, String fix) {
        TypeRef of = before.states().getOrDefault(state, old);
        TypeRef ofToday = after.states().getOrDefault(state, now);
        problems.add(new Problem(state, what, full(before, of), full(after, ofToday), fix));
    }

    /** A type with what it is made of. */
    private static String full(OperatorSchema schema, TypeRef type) {
        Set<String> names = new HashSet<>();
        StringBuilder text = new StringBuilder(type.text());
        describe(schema, type, names, text);
        return text.toString();
    }

    private static void describe(OperatorSchema schema, TypeRef type, Set<String> names, StringBuilder text) {
        TypeShape shape = schema.types().get(type.name());
        if (shape != null && names.add(type.name())) {
            text.append("; ").append(shape.text());
            shape.fields().forEach(field -> describe(schema, field.type(), names, text));
        }
        type.arguments().forEach(argument -> describe(schema, argument, names, text));
    }
}
