using WarmHandover.Platform.Proof;

namespace WarmHandover.Signals;

/// <summary>What signal holds of a family: its file, and the files that were joined with it.</summary>
internal sealed class FindsFamily(FamilyHandler families) : IFindsFamily
{
    public async Task<FamilyTrail> Trail(Guid family, CancellationToken ct)
    {
        List<Guid> ids = [family];
        if ((await families.Load(family, ct)).State is FamilyFile.Opened file)
        {
            ids.AddRange(file.TakenIn.Select(taken => taken.Family));
            if (file.JoinedInto is { } into)
                ids.Add(into);
        }

        return new([.. ids.Select(FamilyHandler.Streams.Stream)], ids);
    }
}
