package dev.adjoint.source;

/** A stretch of a source from {@code start} up to and without {@code end}, both offsets in chars. */
public record Span(Source source, int start, int end) {

    /** The smallest stretch that holds both. */
    public Span to(Span other) {
        return new Span(source, Math.min(start, other.start), Math.max(end, other.end));
    }

    public int line() {
        return source.line(start);
    }

    public int column() {
        return source.column(start);
    }

    public String text() {
        return source.text().substring(start, end);
    }

    /** {@code file:line:column}, as editors and terminals link it. */
    @Override
    public String toString() {
        return source.name() + ":" + line() + ":" + column();
    }
}
