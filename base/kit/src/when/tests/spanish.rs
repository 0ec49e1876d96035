//! Times as people say them in Spanish.

use super::{FRIDAY, NOW, means};
use crate::Locale::Es;

#[test]
fn spans_are_said_in_figures_and_in_words() {
    means(
        Es,
        FRIDAY,
        &[
            ("en dos horas", "2026-11-27T20:02"),
            ("dos horas", "2026-11-27T20:02"),
            ("2h", "2026-11-27T20:02"),
            ("en 17h", "2026-11-28T11:02"),
            ("dentro de 17 horas", "2026-11-28T11:02"),
            ("48h", "2026-11-29T18:02"),
            ("1h30", "2026-11-27T19:32"),
            ("en media hora", "2026-11-27T18:32"),
            ("en una hora y media", "2026-11-27T19:32"),
            ("en hora y media", "2026-11-27T19:32"),
            ("dentro de dos horas y cuarto", "2026-11-27T20:17"),
            ("en 1,5 horas", "2026-11-27T19:32"),
            ("en un cuarto de hora", "2026-11-27T18:17"),
            ("en tres cuartos de hora", "2026-11-27T18:47"),
            ("en treinta y cinco minutos", "2026-11-27T18:37"),
            ("dentro de veinte minutos", "2026-11-27T18:22"),
            ("dentro de un par de horas", "2026-11-27T20:02"),
            ("dentro de tres días", "2026-11-30T09:00"),
            ("dentro de tres días a las cinco", "2026-11-30T17:00"),
            ("en una semana", "2026-12-04T09:00"),
            ("en quince días", "2026-12-12T09:00"),
            ("en un mes", "2026-12-27T09:00"),
        ],
    );
}

#[test]
fn hours_are_said_as_clocks_are_read() {
    means(
        Es,
        FRIDAY,
        &[
            ("a las 17h", "2026-11-28T17:00"),
            ("17h", "2026-11-28T17:00"),
            ("21 h", "2026-11-27T21:00"),
            ("21h30", "2026-11-27T21:30"),
            ("a las 21:30 h", "2026-11-27T21:30"),
            ("a las 21 horas", "2026-11-27T21:00"),
            ("mañana 17h", "2026-11-28T17:00"),
            ("a las cinco", "2026-11-28T17:00"),
            ("a la una", "2026-11-28T13:00"),
            ("la una y media", "2026-11-28T13:30"),
            ("mañana a las nueve", "2026-11-28T09:00"),
            ("a las nueve y media", "2026-11-28T09:30"),
            ("a las nueve y cuarto", "2026-11-28T09:15"),
            ("a las nueve y treinta y cinco", "2026-11-28T09:35"),
            ("a las diez menos cuarto", "2026-11-28T09:45"),
            ("a las cinco menos diez", "2026-11-28T16:50"),
            ("a las ocho de la tarde", "2026-11-27T20:00"),
            ("a las 9 de la noche", "2026-11-27T21:00"),
            ("a las 12 de la noche", "2026-11-28T00:00"),
            ("a las 3 de la madrugada", "2026-11-28T03:00"),
            ("a las once de la mañana", "2026-11-28T11:00"),
            ("a la 1 de la tarde", "2026-11-28T13:00"),
            ("a las 9 en punto", "2026-11-28T09:00"),
            ("las 9 p. m.", "2026-11-27T21:00"),
            ("mediodía", "2026-11-28T12:00"),
            ("mañana al mediodía", "2026-11-28T12:00"),
            ("a la 1 del mediodía", "2026-11-28T13:00"),
            ("medianoche", "2026-11-28T00:00"),
            ("a medianoche", "2026-11-28T00:00"),
            ("esta noche", "2026-11-27T19:00"),
            ("esta noche a las 10", "2026-11-27T22:00"),
            ("mañana por la tarde", "2026-11-28T14:00"),
            ("mañana a primera hora", "2026-11-28T09:00"),
        ],
    );
    means(
        Es,
        NOW,
        &[
            ("esta tarde", "2026-03-10T14:00"),
            ("hoy por la tarde a las 4 y media", "2026-03-10T16:30"),
            ("fin del día", "2026-03-10T18:00"),
            ("al final del día", "2026-03-10T18:00"),
        ],
    );
}

#[test]
fn days_are_named_in_every_way() {
    means(
        Es,
        FRIDAY,
        &[
            ("pasado mañana", "2026-11-29T09:00"),
            ("fin de semana", "2026-11-28T09:00"),
            ("este fin de semana", "2026-11-28T09:00"),
            ("el próximo fin de semana", "2026-11-28T09:00"),
            ("semana próxima", "2026-11-30T09:00"),
            ("la próxima semana", "2026-11-30T09:00"),
            ("la semana que viene", "2026-11-30T09:00"),
            ("el jueves de la semana que viene", "2026-12-03T09:00"),
            ("hasta el lunes", "2026-11-30T09:00"),
            ("el próximo martes", "2026-12-01T09:00"),
            ("el martes que viene a las 10", "2026-12-01T10:00"),
            ("este viernes a las 20:00", "2026-11-27T20:00"),
            ("viernes", "2026-12-04T09:00"),
            ("el mes que viene", "2026-12-01T09:00"),
            ("el próximo mes", "2026-12-01T09:00"),
            ("el 15 del mes que viene", "2026-12-15T09:00"),
            ("fin de mes", "2026-11-30T09:00"),
            ("el último día del mes", "2026-11-30T09:00"),
            ("a las 10 de la mañana del martes", "2026-12-01T10:00"),
            ("a finales de mes", "2026-11-30T09:00"),
            ("a finales de diciembre", "2026-12-31T09:00"),
            ("a finales de la próxima semana", "2026-12-04T09:00"),
            ("el día 15", "2026-12-15T09:00"),
            ("el 15", "2026-12-15T09:00"),
            ("el 15 a las 9 y media", "2026-12-15T09:30"),
            ("el 15 por la tarde", "2026-12-15T14:00"),
            ("lunes 30", "2026-11-30T09:00"),
        ],
    );
}

#[test]
fn dates_are_written_with_the_day_first_or_in_words() {
    means(
        Es,
        FRIDAY,
        &[
            ("2 de enero de 2027", "2027-01-02T09:00"),
            ("el 2 de enero", "2027-01-02T09:00"),
            ("1º de enero", "2027-01-01T09:00"),
            ("primero de enero a las 12", "2027-01-01T12:00"),
            ("dos de enero", "2027-01-02T09:00"),
            ("2 de enero del año que viene", "2027-01-02T09:00"),
            ("24 dic 2026 18:00", "2026-12-24T18:00"),
            ("viernes 4 de diciembre", "2026-12-04T09:00"),
            ("15 mar", "2027-03-15T09:00"),
            ("2026-12-24", "2026-12-24T09:00"),
            ("24.12.2026", "2026-12-24T09:00"),
            ("1/2", "2027-02-01T09:00"),
            ("25/12", "2026-12-25T09:00"),
            ("12/25", "2026-12-25T09:00"),
            ("24/12/26 a las 9", "2026-12-24T09:00"),
            ("02-01-2027", "2027-01-02T09:00"),
        ],
    );
}
