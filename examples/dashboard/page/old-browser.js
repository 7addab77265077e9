document.getElementById("status").textContent =
  "This browser is too old for this page. A Chrome, Edge, Firefox or Safari of 2023 or later can show it.";
