using System.Text;

namespace WarmHandover.Referrals.Directory;

public static partial class DutchStem
{
    /// <summary>A word while its endings are taken off, step by step, within the regions R1 and R2 of the rules.</summary>
    private sealed class Stem
    {
        private readonly int first;
        private readonly int second;

        public Stem(StringBuilder text)
        {
            Text = text;
            var start = After(0);
            first = Math.Max(start, 3);
            second = After(start);
        }

        public StringBuilder Text { get; }

        /// <summary>Step 1: -heden, -en, -ene, -s, -se.</summary>
        public void Plurals()
        {
            if (Ends("heden"))
            {
                if (In(first, 5))
                    Replace(5, "heid");
            }
            else if (Ends("ene") || Ends("en"))
            {
                LoseEn(Ends("ene") ? 3 : 2);
            }
            else if (Ends("se") || Ends("s"))
            {
                var length = Ends("se") ? 2 : 1;
                if (In(first, length) && Before(length) is { } letter && !IsVowel(letter) && letter != 'j')
                    Cut(length);
            }
        }

        /// <summary>Step 2: -e after a consonant.</summary>
        public bool LoseE()
        {
            if (!Ends("e") || !In(first, 1) || Before(1) is not { } letter || IsVowel(letter))
                return false;

            Cut(1);
            Undouble();
            return true;
        }

        /// <summary>Step 3a: -heid.</summary>
        public void LoseHeid()
        {
            if (!Ends("heid") || !In(second, 4) || Before(4) is 'c')
                return;

            Cut(4);
            if (Ends("en"))
                LoseEn(2);
        }

        /// <summary>Step 3b: -end, -ing, -ig, -lijk, -baar, -bar.</summary>
        public void LoseDerivations(bool endedInE)
        {
            if (Ends("end") || Ends("ing"))
            {
                if (!In(second, 3))
                    return;
                Cut(3);
                if (!LoseIg())
                    Undouble();
            }
            else if (Ends("ig"))
            {
                LoseIg();
            }
            else if (Ends("lijk"))
            {
                if (!In(second, 4))
                    return;
                Cut(4);
                LoseE();
            }
            else if (Ends("baar"))
            {
                if (In(second, 4))
                    Cut(4);
            }
            else if (Ends("bar") && In(second, 3) && endedInE)
            {
                Cut(3);
            }
        }

        /// <summary>Step 4: maan becomes man.</summary>
        public void UndoubleVowel()
        {
            var n = Text.Length;
            if (n < 4 || IsVowel(Text[n - 1]) || Text[n - 1] is 'I' || Text[n - 2] != Text[n - 3] || !"aeou".Contains(Text[n - 2])
                || IsVowel(Text[n - 4]))
            {
                return;
            }

            Text.Remove(n - 2, 1);
        }

        private bool LoseIg()
        {
            if (!Ends("ig") || !In(second, 2) || Before(2) is 'e')
                return false;

            Cut(2);
            return true;
        }

        private void LoseEn(int length)
        {
            if (!In(first, length) || Before(length) is not { } letter || IsVowel(letter) || EndsBefore(length, "gem"))
                return;

            Cut(length);
            Undouble();
        }

        private void Undouble()
        {
            if (Ends("kk") || Ends("dd") || Ends("tt"))
                Cut(1);
        }

        private int After(int from)
        {
            for (var i = from; i + 1 < Text.Length; i++)
            {
                if (IsVowel(Text[i]) && !IsVowel(Text[i + 1]))
                    return i + 2;
            }

            return Text.Length;
        }

        private bool Ends(string end) => EndsBefore(0, end);

        private bool EndsBefore(int tail, string end)
        {
            var from = Text.Length - tail - end.Length;
            return from >= 0 && Text.ToString(from, end.Length) == end;
        }

        private bool In(int region, int length) => Text.Length - length >= region;

        private char? Before(int length) => Text.Length > length ? Text[Text.Length - length - 1] : null;

        private void Cut(int length) => Text.Length -= length;

        private void Replace(int length, string by)
        {
            Cut(length);
            Text.Append(by);
        }
    }
}
