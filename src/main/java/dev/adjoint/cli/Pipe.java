package dev.adjoint.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * Standard output or error. A reader that went away, as in {@code ad … | head}, is no failure, and what is written after
 * any failure is dropped.
 */
final class Pipe extends OutputStream {

    private final OutputStream target;
    private boolean broken;
    private Optional<String> failure = Optional.empty();

    Pipe(OutputStream target) {
        this.target = new BufferedOutputStream(target, 1 << 16);
    }

    /** Why something could not be written; empty also after the reader went away. */
    Optional<String> failure() {
        return failure;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int count) {
        attempt(() -> target.write(octets, from, count));
    }

    @Override
    public void flush() {
        attempt(target::flush);
    }

    private void attempt(Writing writing) {
        if (broken) {
            return;
        }
        try {
            writing.run();
        } catch (IOException e) {
            broken = true;
            String reason = String.valueOf(e.getMessage());
            if (!reason.toLowerCase(Locale.ROOT).contains("pipe")) {
                failure = Optional.of(reason);
            }
        }
    }

    private interface Writing {
        void run() throws IOException;
    }
}
