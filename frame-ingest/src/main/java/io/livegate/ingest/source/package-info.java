/** Where frames come from: video files, stills, network streams, cameras. */
@NullMarked
package io.livegate.ingest.source;

import org.jspecify.annotations.NullMarked;
