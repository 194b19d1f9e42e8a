package dev.sluice.persistence.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.persistence.schema.LiveTypes;
import dev.sluice.persistence.schema.OperatorSchema;
import dev.sluice.persistence.schema.SchemaChange;
import dev.sluice.persistence.schema.TypeRef;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values written by one version of a program are read by another. In each case {@code Main.value} of the first becomes
 * what {@code Main.value} of the second is.
 */
class ChangedClassesTest {

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "fields added to a record",
                        "record A(int id) {} class Main { static Object value = new A(1); }",
                        "record A(long count, int id, String text, Optional<String> maybe, List<String> list, Set<A> set,"
                                + " Map<String, A> map, boolean flag, BigDecimal sum) {} class Main { static Object value ="
                                + " new A(0, 1, null, Optional.empty(), List.of(), Set.of(), Map.of(), false, null); }"),
                change(
                        "fields removed and moved",
                        "record B(int x) {} record A(int id, String gone, B also, String name) {}"
                                + " class Main { static Object value = new A(1, \"g\", new B(2), \"n\"); }",
                        "record A(String name, int id) {} class Main { static Object value = new A(\"n\", 1); }"),
                change(
                        "numbers widened",
                        "record A(byte a, byte b, short c, short d, int e, float f, Integer g, int h, Long i, Float j) {}"
                                + " class Main { static Object value = new A((byte) -1, (byte) 2, (short) -3, (short) 4, -5, 1.5f, 7, 8, 9L, 2.5f); }",
                        "record A(short a, long b, int c, long d, long e, double f, Long g, Integer h, long i, double j) {}"
                                + " class Main { static Object value = new A((short) -1, 2, -3, 4, -5, 1.5, 7L, 8, 9, 2.5); }"),
                change(
                        "a box that was null made primitive",
                        "record A(Integer a, Boolean b) {} class Main { static Object value = new A(null, true); }",
                        "record A(int a, boolean b) {} class Main { static Object value = new A(0, true); }"),
                change(
                        "required made optional",
                        "record B(int x) {} record A(String s, int i, B b, String none, List<String> l) {}"
                                + " class Main { static Object value = new A(\"s\", 1, new B(2), null, List.of(\"x\")); }",
                        "record B(int x, int y) {} record A(Optional<String> s, Optional<Long> i, Optional<B> b,"
                                + " Optional<String> none, Optional<List<String>> l) {} class Main { static Object value ="
                                + " new A(Optional.of(\"s\"), Optional.of(1L), Optional.of(new B(2, 0)), Optional.empty(), Optional.of(List.of(\"x\"))); }"),
                change(
                        "enum constants added and moved",
                        "enum E { X, Y } record A(E e, Map<E, E> m, EnumSet<E> s, EnumMap<E, Integer> n, E[] all) {"
                                + " public boolean equals(Object o) { return o instanceof A a && (e + \"\" + m + s + n + Arrays.toString(all)).equals(a.e + \"\" + a.m + a.s + a.n + Arrays.toString(a.all)); } }"
                                + " class Main { static Object value = new A(E.Y, Map.of(E.X, E.Y), EnumSet.of(E.X, E.Y), new EnumMap<>(Map.of(E.Y, 1)), new E[] {E.Y}); }",
                        "enum E { Z, Y, X } record A(E e, Map<E, E> m, EnumSet<E> s, EnumMap<E, Integer> n, E[] all, int added) {"
                                + " public boolean equals(Object o) { return o instanceof A a && (e + \"\" + m + s + n + Arrays.toString(all)).equals(a.e + \"\" + a.m + a.s + a.n + Arrays.toString(a.all)); } }"
                                + " class Main { static Object value = new A(E.Y, Map.of(E.X, E.Y), EnumSet.of(E.X, E.Y), new EnumMap<>(Map.of(E.Y, 1)), new E[] {E.Y}, 0); }"),
                change(
                        "classes renamed",
                        "record Old(int x) {} enum OldE { X } interface OldI {} record A(Old o, List<Old> l, OldE e, Old[] a, Map<OldE, Old> m) {"
                                + " public boolean equals(Object other) { return true; } } class Main { static Object value ="
                                + " new A(new Old(1), List.of(new Old(2)), OldE.X, new Old[] {new Old(3)}, Map.of(OldE.X, new Old(4))); }",
                        "@FormerName(\"shop.Old\") record New(long x) {} @FormerName({\"shop.Older\", \"shop.OldE\"}) enum NewE { X }"
                                + " record A(New o, List<New> l, NewE e, New[] a, Map<NewE, New> m) { public boolean equals(Object other) {"
                                + " return other instanceof A a && o.equals(a.o) && l.equals(a.l) && e == a.e && Arrays.equals(this.a, a.a) && m.equals(a.m); } }"
                                + " class Main { static Object value = new A(new New(1), List.of(new New(2)), NewE.X, new New[] {new New(3)}, Map.of(NewE.X, new New(4))); }"),
                change(
                        "an enum renamed, in collections for enums and where it is not declared",
                        "enum Old { X, Y } record A(EnumMap<Old, Integer> m, EnumSet<Old> s, Object o, List<Object> l) {}"
                                + " class Main { static Object value = new A(new EnumMap<>(Map.of(Old.Y, 1)), EnumSet.of(Old.X), Old.Y, List.of(Old.X)); }",
                        "@FormerName(\"shop.Old\") enum New { Z, Y, X } record A(EnumMap<New, Integer> m, EnumSet<New> s, Object o, List<Object> l) {}"
                                + " class Main { static Object value = new A(new EnumMap<>(Map.of(New.Y, 1)), EnumSet.of(New.X), New.Y, List.of(New.X)); }"),
                change(
                        "fields renamed",
                        "record A(int id, String buyer) {} class Main { static Object value = new A(1, \"b\"); }",
                        "record A(@FormerName(\"buyer\") String customer, int id) {} class Main { static Object value = new A(\"b\", 1); }"),
                change(
                        "what is below changed",
                        "record B(int x) {} record P<X, Y>(X x, Y y) {} record A(List<B> l, Map<String, List<B>> m, Optional<B> o, P<B, List<B>> p, Object any, B[][] grid) {"
                                + " public boolean equals(Object other) { return true; } } class Main { static Object value = new A(Arrays.asList(new B(1), null),"
                                + " new TreeMap<>(Map.of(\"k\", List.of(new B(2)))), Optional.of(new B(3)), new P<>(new B(4), new ArrayList<>(List.of(new B(5)))), new ArrayDeque<>(List.of(new B(6))).peek(), new B[][] {{new B(7)}, {}}); }",
                        "record B(int x, int y) {} record P<X, Y>(X x, Y y) {} record A(List<B> l, Map<String, List<B>> m, Optional<B> o, P<B, List<B>> p, Object any, B[][] grid) {"
                                + " public boolean equals(Object other) { return other instanceof A a && l.equals(a.l) && m.equals(a.m) && m.getClass() == a.m.getClass() && o.equals(a.o) && p.equals(a.p) && any.equals(a.any) && Arrays.deepEquals(grid, a.grid); } }"
                                + " class Main { static Object value = new A(Arrays.asList(new B(1, 0), null), new TreeMap<>(Map.of(\"k\", List.of(new B(2, 0)))), Optional.of(new B(3, 0)),"
                                + " new P<>(new B(4, 0), new ArrayList<>(List.of(new B(5, 0)))), new B(6, 0), new B[][] {{new B(7, 0)}, {}}); }"),
                change(
                        "numbers in collections widened",
                        "record P<X>(X x) {} record A(List<Integer> l, Map<String, Short> m, Optional<Float> o, P<Integer> p, Set<Integer> s) {}"
                                + " class Main { static Object value = new A(List.of(1), Map.of(\"k\", (short) 2), Optional.of(3f), new P<>(4), new TreeSet<>(List.of(5, 6))); }",
                        "record P<X>(X x) {} record A(List<Long> l, Map<String, Integer> m, Optional<Double> o, P<Long> p, Set<Long> s) {}"
                                + " class Main { static Object value = new A(List.of(1L), Map.of(\"k\", 2), Optional.of(3d), new P<>(4L), new TreeSet<>(List.of(5L, 6L))); }"),
                change(
                        "sealed interfaces",
                        "sealed interface S permits C, Q {} record C(int r) implements S {} record Q(S inside) implements S {} record A(S s, List<S> l, S[] a) {"
                                + " public boolean equals(Object other) { return true; } } class Main { static Object value = new A(new C(1), List.of(new Q(new C(2))), new S[] {new C(3)}); }",
                        "sealed interface S permits C, Q, T {} record C(long r) implements S {} record Q(S inside, int more) implements S {} record T() implements S {} record A(S s, List<S> l, S[] a) {"
                                + " public boolean equals(Object other) { return other instanceof A o && s.equals(o.s) && l.equals(o.l) && Arrays.equals(a, o.a); } }"
                                + " class Main { static Object value = new A(new C(1), List.of(new Q(new C(2), 0)), new S[] {new C(3)}); }"),
                change(
                        "a sorted set of records and a set of records without fields",
                        "record K(int n) implements Comparable<K> { public int compareTo(K o) { return n - o.n; } } record U() {} record V() {}"
                                + " record A(TreeSet<K> keys, Set<Object> units, PriorityQueue<K> q) { public boolean equals(Object o) { return true; } }"
                                + " class Main { static Object value = new A(new TreeSet<>(List.of(new K(3), new K(1), new K(2))), new HashSet<>(List.of(new U(), new V())), new PriorityQueue<>(List.of(new K(2), new K(1)))); }",
                        "record K(int n, int added) implements Comparable<K> { public int compareTo(K o) { return n - o.n; } } record U() {} record V() {}"
                                + " record A(TreeSet<K> keys, Set<Object> units, PriorityQueue<K> q) { public boolean equals(Object o) { return o instanceof A a && keys.equals(a.keys) && units.equals(a.units) && q.peek().equals(a.q.peek()) && q.size() == a.q.size(); } }"
                                + " class Main { static Object value = new A(new TreeSet<>(List.of(new K(3, 0), new K(1, 0), new K(2, 0))), new HashSet<>(List.of(new U(), new V())), new PriorityQueue<>(List.of(new K(2, 0), new K(1, 0)))); }"),
                change(
                        "a plain class with a constructor of its own, its superclass and a cycle",
                        "class B { String base = \"b\"; } final class A extends B { private final int id; A self; A(int id) { this.id = id; self = this; } }"
                                + " class Main { static Object value = new A(1); }",
                        "class B { String base; long more; } final class A extends B { private final long id; A self; List<String> tags; A(long id) { this.id = id; self = this; base = \"b\"; tags = List.of(); }"
                                + " public boolean equals(Object o) { return o instanceof A a && id == a.id && self == this && a.base.equals(base) && tags.equals(a.tags) && more == 0; } }"
                                + " class Main { static Object value = new A(1); }"),
                change(
                        "a plain class whose constructor sets what was added",
                        "class A { int id = 1; public boolean equals(Object o) { return true; } } class Main { static Object value = new A(); }",
                        "class A { int id; long least = Long.MAX_VALUE; public boolean equals(Object o) { return o instanceof A a && id == a.id && least == a.least; } } class Main { static Object value = new A(); static { ((A) value).id = 1; } }"),
                change(
                        "a record made a class, and a type made its supertype",
                        "record A(int id, Integer n, ArrayList<String> l) {} class Main { static Object value = new A(1, 2, new ArrayList<>(List.of(\"x\"))); }",
                        "class A { int id; Number n; List<String> l; public boolean equals(Object o) { return o instanceof A a && id == a.id && n.equals(a.n) && l.equals(a.l); } }"
                                + " class Main { static Object value; static { A a = new A(); a.id = 1; a.n = 2; a.l = List.of(\"x\"); value = a; } }"),
                change(
                        "times and decimals stay",
                        "record A(Instant at, LocalDate d, Duration t, BigDecimal m, byte[] raw) { public boolean equals(Object o) { return true; } }"
                                + " class Main { static Object value = new A(Instant.EPOCH, LocalDate.EPOCH, Duration.ofDays(1), new BigDecimal(\"1.20\"), new byte[] {1}); }",
                        "record A(Optional<Instant> at, LocalDate d, Duration t, BigDecimal m, byte[] raw, ZonedDateTime z) { public boolean equals(Object o) {"
                                + " return o instanceof A a && at.equals(a.at) && d.equals(a.d) && t.equals(a.t) && m.equals(a.m) && Arrays.equals(raw, a.raw); } }"
                                + " class Main { static Object value = new A(Optional.of(Instant.EPOCH), LocalDate.EPOCH, Duration.ofDays(1), new BigDecimal(\"1.20\"), new byte[] {1}, null); }"));
    }

    private static Arguments change(String what, String before, String after) {
        return Arguments.of(what, before, after);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("record A(String x) {}", "record A(int x) {}", "shop.A.x was java.lang.String and is int"),
                Arguments.of("record A(long x) {}", "record A(int x) {}", "shop.A.x was long and is int"),
                Arguments.of("record A(double x) {}", "record A(float x) {}", "shop.A.x was double and is float"),
                Arguments.of(
                        "record A(Optional<Long> x) {}",
                        "record A(Long x) {}",
                        "was java.util.Optional<java.lang.Long> and is"),
                Arguments.of(
                        "record A(List<String> x) {}", "record A(List<Long> x) {}", "shop.A.x<1> was java.lang.String"),
                Arguments.of(
                        "record A(List<Long> x) {}", "record A(Set<Long> x) {}", "is java.util.Set<java.lang.Long>"),
                Arguments.of("record A(int[] x) {}", "record A(long[] x) {}", "was int[] and is long[]"),
                Arguments.of(
                        "record B(int x) {} record A(B b) {}",
                        "record C(int x) {} record A(C b) {}",
                        "@FormerName(\"shop.B\")"),
                Arguments.of("enum A { X }", "record A(int x) {}", "shop.A was a enum and is a record"));
    }

    private static OperatorSchema schema(Version version, LiveTypes live) throws ClassNotFoundException {
        TypeRef type = live.ref(version.type("A"));
        OperatorSchema schema =
                new OperatorSchema(null, Map.of("it", new TypeRef("value", List.of(type), 0)), live.shapes());
        OperatorSchema parsed = OperatorSchema.parse(schema.bytes());
        assertThat(parsed).isEqualTo(schema);
        return parsed;
    }

    private static AllowedTypes types(Version version) throws ClassNotFoundException {
        return AllowedTypes.builder()
                .declare(version.type("A"))
                .declarePackage("shop")
                .build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void when_a_class_changes_then_its_values_are_those_of_today(String what, String before, String after)
            throws Exception {
        Version old = new Version(before);
        Version now = new Version(after);
        LiveTypes live = new LiveTypes();
        OperatorSchema oldSchema = schema(old, new LiveTypes());
        SchemaChange change = new SchemaChange(oldSchema, schema(now, live), live);
        assertThat(change.problems()).isEmpty();
        assertThat(change.isAny()).isTrue();

        byte[] bytes = in(
                old,
                () -> ValueCodec.create(types(old), Long.MAX_VALUE)
                        .encodeAll(new Object[] {old.value(), old.value(), null}, 0, 3));
        Object[] read = in(now, () -> {
            ValueCodec codec = ValueCodec.create(types(now), Long.MAX_VALUE);
            Map<String, Type> states = Map.of("it", now.type("A"));
            codec.evolve(new Evolution(types(now), oldSchema, live, states).at("it"));
            return codec.decodeAll(bytes, 0, bytes.length);
        });
        assertThat(read).hasSize(3);
        assertThat(read[2]).isNull();
        assertThat(read[1]).isNotSameAs(read[0]);
        assertThat(read[0]).hasSameClassAs(now.value());
        assertThat(now.value()).isEqualTo(read[0]);
        assertThat(now.value()).isEqualTo(read[1]);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void when_a_change_cannot_be_made_then_it_is_refused_and_the_fix_named(String before, String after, String message)
            throws Exception {
        LiveTypes live = new LiveTypes();
        SchemaChange change =
                new SchemaChange(schema(new Version(before), new LiveTypes()), schema(new Version(after), live), live);
        assertThat(change.problems()).hasSize(1);
        assertThat(change.problems().get(0).message("op"))
                .startsWith("state \"it\" of operator \"op\" cannot be restored: ")
                .contains(message);
    }

    @Test
    void when_nothing_that_is_kept_changes_then_nothing_is_converted() throws Exception {
        String source = "enum E { X } record B(List<A> l) {} record A(int x, E e, B b) {}";
        LiveTypes live = new LiveTypes();
        SchemaChange change = new SchemaChange(
                schema(new Version(source), new LiveTypes()),
                schema(new Version(source.replace("X }", "Y, X }")), live),
                live);
        assertThat(change.isAny()).isFalse();
        assertThat(change.problems()).isEmpty();
    }

    @Test
    void when_an_enum_constant_is_gone_that_a_value_has_then_the_value_is_named() throws Exception {
        Version old = new Version("enum E { X, Y } record A(E e) {} class Main { static Object value = new A(E.X); }");
        Version now = new Version("enum E { Y } record A(E e) {}");
        byte[] bytes = in(
                old,
                () -> ValueCodec.create(types(old), Long.MAX_VALUE).encodeAll(new Object[] {null, old.value()}, 0, 2));
        assertThatThrownBy(() -> in(
                        now, () -> ValueCodec.create(types(now), Long.MAX_VALUE).decodeAll(bytes, 0, bytes.length)))
                .isInstanceOf(DamagedValueException.class)
                .hasMessageContaining("value 2 of 2")
                .hasMessageContaining("X");
    }

    private interface Work<R> {
        R run() throws Exception;
    }

    /** With that version's class loader as that of the thread, as in a JVM of that version. */
    private static <R> R in(Version version, Work<R> work) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(version);
        try {
            return work.run();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
