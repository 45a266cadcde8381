using Microsoft.AspNetCore.Components;

namespace WarmHandover.Portal.Shared;

/// <summary>What every field has: a visible label, perhaps a description, what was filled in before, and what is wrong with it.</summary>
public abstract class FieldBase : ComponentBase, IDisposable
{
    /// <summary>The name in the form, and in the errors of the API.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>The label, above the field.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>A line between label and field.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>What stands there before anybody filled it in.</summary>
    [Parameter]
    public string? Value { get; set; }

    /// <summary>Whether it may stay empty: said in words behind the label.</summary>
    [Parameter]
    public bool Optional { get; set; }

    /// <summary>The texts.</summary>
    [Inject]
    protected Texts T { get; private set; } = null!;

    /// <summary>The form that was sent.</summary>
    [Inject]
    protected Posted Posted { get; private set; } = null!;

    /// <summary>The form around it.</summary>
    [CascadingParameter]
    public PortalForm? Form { get; set; }

    /// <summary>The element's id.</summary>
    protected string Id => $"{Form?.IdsBegin ?? "f-"}{Name}";

    /// <summary>What stands in it now.</summary>
    protected string? Current => Sent ? Posted[Name] : Value;

    /// <summary>Whether this form was sent with this request.</summary>
    protected bool Sent => Form is { Mine: true };

    /// <summary>What is wrong with it.</summary>
    protected IReadOnlyList<string> Errors => Sent && Posted.Problem is { } problem ? problem.Errors.GetValueOrDefault(Name, []) : [];

    /// <summary>The ids of what explains it.</summary>
    protected string? DescribedBy => (Description, Errors.Count) switch
    {
        (null, 0) => null,
        (not null, 0) => $"{Id}-uitleg",
        (null, _) => $"{Id}-fout",
        _ => $"{Id}-uitleg {Id}-fout",
    };

    /// <summary>aria-invalid, where it is.</summary>
    protected string? Invalid => Errors.Count > 0 ? "true" : null;

    /// <inheritdoc/>
    protected override void OnInitialized() => Posted.Changed += Again;

    /// <inheritdoc/>
    public void Dispose()
    {
        Posted.Changed -= Again;
        GC.SuppressFinalize(this);
    }

    private void Again() => StateHasChanged();
}
