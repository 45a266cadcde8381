using System.Globalization;
using Microsoft.AspNetCore.Components;
using WarmHandover.Platform.Time;
using WarmHandover.Portal.Api;
using WarmHandover.Portal.Sessions;

namespace WarmHandover.Portal.Shared;

/// <summary>
/// What every page has: the APIs, the texts, who is asking, and the form that was sent. A page reads in <see cref="Load"/>; a problem there
/// becomes the page of its status.
/// </summary>
public abstract class PortalPage : ComponentBase, IDisposable
{
    /// <summary>The house's APIs, with this person's token.</summary>
    [Inject]
    protected ApiClient Api { get; private set; } = null!;

    /// <summary>The texts in this person's language.</summary>
    [Inject]
    protected Texts T { get; private set; } = null!;

    /// <summary>The form that was sent.</summary>
    [Inject]
    protected Posted Posted { get; private set; } = null!;

    /// <summary>The clock of the house.</summary>
    [Inject]
    protected TimeProvider Clock { get; private set; } = null!;

    /// <summary>The request.</summary>
    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>Who is asking.</summary>
    protected Who Me => field ??= Who.Of(Http.User) ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>The date in Amsterdam.</summary>
    protected DateOnly Today => Amsterdam.DateAt(Clock.GetUtcNow());

    /// <summary>The place in a long list that the address asks; the beginning when it asks none, or nothing that is one.</summary>
    protected static int Place(string? asked, int furthest = int.MaxValue) =>
        int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place <= furthest ? place : 0;

    /// <summary>Reads what the page shows; also when a form was sent, before it is handled.</summary>
    protected virtual Task Load() => Task.CompletedTask;

    /// <summary>A page is drawn when it has read what it shows, never before.</summary>
    public sealed override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        await Load();
        Posted.Changed += StateHasChanged;
        await base.SetParametersAsync(ParameterView.Empty);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Posted.Changed -= StateHasChanged;
        GC.SuppressFinalize(this);
    }

    /// <summary>A number by its end: enough to tell two apart on a page.</summary>
    public static string EndOf(Guid id) => $"…{id.ToString("N")[^6..]}";

    /// <summary>A date as a date field takes it.</summary>
    protected static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Goes to another page, with GET: after a write always, so that reloading does not write again.</summary>
    protected void Go(string path) => Navigation.NavigateTo(path);
}
