package io.github.ec2unikernel.plugin.fat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * A time as FAT has it, in steps of two seconds and, here, in UTC.
 *
 * @param date year from 1980 (7 bits), month and day
 * @param time hour, minute and half of the second
 */
record FatTime(short date, short time) {

  private static final int FIRST_YEAR = 1980;
  private static final int LAST_YEAR = FIRST_YEAR + 127;

  /** Returns the time, or the first or last one that FAT knows. */
  static FatTime of(Instant instant) {
    LocalDateTime at = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    if (at.getYear() < FIRST_YEAR) {
      at = LocalDateTime.of(FIRST_YEAR, 1, 1, 0, 0);
    } else if (at.getYear() > LAST_YEAR) {
      at = LocalDateTime.of(LAST_YEAR, 12, 31, 23, 59, 58);
    }
    int date = (at.getYear() - FIRST_YEAR) << 9 | at.getMonthValue() << 5 | at.getDayOfMonth();
    int time = at.getHour() << 11 | at.getMinute() << 5 | at.getSecond() / 2;
    return new FatTime((short) date, (short) time);
  }
}
