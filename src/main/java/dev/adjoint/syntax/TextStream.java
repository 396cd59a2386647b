package dev.adjoint.syntax;

import dev.adjoint.source.Source;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.misc.Interval;

/** A source as ANTLR reads it. Positions are chars, as in spans, where ANTLR's own streams count code points. */
final class TextStream implements CharStream {

    private final String name;
    private final String text;
    private int position;

    TextStream(Source source) {
        this.name = source.name();
        this.text = source.text();
    }

    @Override
    public void consume() {
        if (position >= text.length()) {
            throw new IllegalStateException("cannot consume EOF");
        }
        position++;
    }

    @Override
    public int LA(int i) {
        int at = i > 0 ? position + i - 1 : position + i;
        return i == 0 ? 0 : at < 0 || at >= text.length() ? EOF : text.charAt(at);
    }

    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {}

    @Override
    public int index() {
        return position;
    }

    @Override
    public void seek(int index) {
        position = Math.min(index, text.length());
    }

    @Override
    public int size() {
        return text.length();
    }

    @Override
    public String getText(Interval interval) {
        int end = Math.min(interval.b + 1, text.length());
        return interval.a >= end ? "" : text.substring(interval.a, end);
    }

    @Override
    public String getSourceName() {
        return name;
    }
}
