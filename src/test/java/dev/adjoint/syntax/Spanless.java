package dev.adjoint.syntax;

import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Everything a tree holds but its places, as text, so that trees of different texts can be compared. */
public final class Spanless {

    private Spanless() {}

    public static String of(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(v -> "some " + of(v)).orElse("none");
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Spanless::of).toList().toString();
        }
        if (!(value instanceof Record)) {
            return value.toString();
        }
        StringJoiner parts = new StringJoiner(", ", value.getClass().getSimpleName() + "(", ")");
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            boolean place = component.getType() == Span.class || component.getType() == Source.class;
            if (!place) {
                parts.add(of(read(component, value)));
            }
        }
        return parts.toString();
    }

    private static Object read(RecordComponent component, Object value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
