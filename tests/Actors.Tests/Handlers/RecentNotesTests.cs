using ActorCompute.Actors.Routing;

namespace ActorCompute.Actors.Tests.Handlers;

public class RecentNotesTests
{
    private const long Second = 1_000_000_000;

    private readonly RecentNotes<int, string> _notes = new();

    [Fact]
    public void The_latest_note_counts()
    {
        _notes.Make(1, "alive", 0);
        _notes.Make(1, "dead", Second);

        _notes.TryGet(1, out string? note).ShouldBeTrue();
        note.ShouldBe("dead");
    }

    [Fact]
    public void A_note_is_kept_for_a_minute()
    {
        for (int subject = 0; subject < 60; subject++) _notes.Make(subject, "seen", subject * Second);

        for (int subject = 0; subject < 60; subject++) _notes.Has(subject).ShouldBeTrue();
    }

    [Fact]
    public void Notes_on_those_that_come_and_go_take_room_for_the_last_two_minutes_only()
    {
        for (int subject = 0; subject < 100_000; subject++) _notes.Make(subject, "seen", subject * Second);

        _notes.Count.ShouldBeLessThanOrEqualTo(120);
        _notes.Has(99_999).ShouldBeTrue();
        _notes.Has(0).ShouldBeFalse();
    }

    [Fact]
    public void A_note_that_is_made_again_and_again_stays()
    {
        for (int second = 0; second < 1000; second++)
        {
            _notes.Make(-1, "alive", second * Second);
            _notes.Make(second, "gone", second * Second);
        }

        _notes.Has(-1).ShouldBeTrue();
    }
}
