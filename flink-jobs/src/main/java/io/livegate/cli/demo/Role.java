package io.livegate.cli.demo;

import io.livegate.cli.session.SourceOpener;

/**
 * One session of the demonstration.
 *
 * @param session its name, unique
 * @param about what it shows, in two or three words
 * @param source opens it when the show begins
 */
public record Role(String session, String about, SourceOpener source) {}
